import { Body, Controller, HttpStatus, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { RegisterParty } from './register-party.command.js';
import { RegisterPartyRequest } from './register-party.request.js';

@ApiTags('parties')
@Controller('v1/parties')
export class RegisterPartyController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('party:keep')
  @ApiOperation({ operationId: 'registerParty', summary: 'Register a party to send to or receive from' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Registered so before' })
  @ApiConflictResponse({ description: 'party-taken' })
  async register(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: RegisterPartyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const registered = await this.commands.execute(new RegisterParty(caller.association, caller, request));
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: request.id, ...registered };
  }
}
