import { Body, Controller, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { ListField, TextField } from '#platform';
import { FindingAnswer } from '../record-transfer/answers.js';
import { REGISTERED_ID } from '../record-transfer/statement-parts.request.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { AnnounceArrangement } from './announce-arrangement.command.js';
import { AnnounceArrangementRequest } from './announce-arrangement.request.js';

export class ArrangementPath {
  @TextField(REGISTERED_ID)
  id!: string;
}

export class AnnouncedAnswer extends RegisteredAnswer {
  @ListField(() => FindingAnswer, { max: 20, description: 'What the law remarks on it and does not forbid' })
  remarks!: FindingAnswer[];
}

@ApiTags('arrangements')
@Controller('v1/arrangements')
export class AnnounceArrangementController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/versions')
  @Permit('arrangement:keep')
  @ApiOperation({
    operationId: 'announceArrangement',
    summary: 'Announce a version of an arrangement; the first registers it',
  })
  @ApiParam({ name: 'id', example: 'B01' })
  @ApiCreatedResponse({ type: AnnouncedAnswer })
  @ApiOkResponse({ type: AnnouncedAnswer, description: 'Announced so before' })
  @ApiConflictResponse({ description: 'arrangement-changed: another version has this number' })
  @ApiUnprocessableEntityResponse({
    description:
      'arrangement-unlawful: what is configured or changed is forbidden; arrangement-hidden-in-the-open: memberView hidden wants restricted',
  })
  async announce(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: ArrangementPath,
    @Body() request: AnnounceArrangementRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncedAnswer> {
    const { remarks, ...registered } = await this.commands.execute(
      new AnnounceArrangement(caller.association, caller, id, request),
    );
    void reply.status(registered.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id, ...registered, remarks: remarks.map(({ citations: _cited, ...remark }) => remark) };
  }
}
