import { Body, Controller, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { UuidField } from '#platform';
import type { Registered } from '../writing/register-once.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { PlaceHold } from './place-hold.command.js';
import { PlaceHoldRequest, ReleaseHoldRequest } from './place-hold.request.js';
import { ReleaseHold } from './release-hold.command.js';

export class HoldPath {
  @UuidField({ description: 'Id of the hold' })
  id!: string;
}

@ApiTags('records')
@Controller('v1/holds')
export class PlaceHoldController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  @Permit('record:keep')
  @ApiOperation({
    operationId: 'placeHold',
    summary: 'Keep records beyond their end, for a reason: of a member, with a party, under an arrangement, or one',
  })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Placed so before' })
  @ApiConflictResponse({ description: 'hold-differs: another hold has this id' })
  async place(
    @CurrentCaller() caller: AssociationCaller,
    @Body() request: PlaceHoldRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    return answer(request.id, await this.commands.execute(new PlaceHold(caller.association, caller, request)), reply);
  }

  @Post(':id/release')
  @Permit('record:keep')
  @ApiOperation({ operationId: 'releaseHold', summary: 'Let records go that were held' })
  @ApiCreatedResponse({ type: RegisteredAnswer })
  @ApiOkResponse({ type: RegisteredAnswer, description: 'Released so before' })
  @ApiNotFoundResponse({ description: 'hold-unknown' })
  @ApiConflictResponse({ description: 'hold-differs: it was released for another reason' })
  async release(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: HoldPath,
    @Body() { reason }: ReleaseHoldRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    return answer(id, await this.commands.execute(new ReleaseHold(caller.association, caller, id, reason)), reply);
  }
}

function answer(id: string, registered: Registered, reply: FastifyReply): RegisteredAnswer {
  void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
  return { id, ...registered };
}
