import { Body, Controller, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type Caller } from '#access';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { RegisterAssociation } from './register-association.command.js';
import { RegisterAssociationRequest } from './register-association.request.js';

@ApiTags('associations')
@Controller('v1/associations')
export class RegisterAssociationController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('association:register')
  @ApiOperation({
    operationId: 'registerAssociation',
    summary: 'Register an association and the purposes of use that it publishes',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Registered so before' })
  @ApiConflictResponse({ description: 'association-taken' })
  async register(
    @CurrentCaller() caller: Caller,
    @Body() request: RegisterAssociationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const registered = await this.commands.execute(new RegisterAssociation(caller, request));
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: request.id, ...registered };
  }
}
