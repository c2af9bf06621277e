import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { CodeField, FlagField, InstantField, TextField, UuidField } from '#platform';
import { KeepFinding, type FindingWish } from './keep-finding.command.js';
import {
  AssignFindingRequest,
  CloseFindingRequest,
  FindingPath,
  ReopenFindingRequest,
} from './keep-finding.request.js';

export class FindingKeptAnswer {
  @UuidField()
  id!: string;

  @CodeField(['open', 'closed'])
  state!: 'open' | 'closed';

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when it stood so before' })
  isNew!: boolean;
}

@ApiTags('findings')
@ApiNotFoundResponse({ description: 'finding-unknown' })
@ApiConflictResponse({ description: 'finding-closed, finding-open, finding-changed' })
@Controller('v1/findings')
export class KeepFindingController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':id/assign')
  @HttpCode(200)
  @Permit('finding:keep')
  @ApiOperation({ operationId: 'assignFinding', summary: 'Say who takes care of a finding' })
  @ApiOkResponse({ type: FindingKeptAnswer })
  assign(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: FindingPath,
    @Body() { owner }: AssignFindingRequest,
    @Req() http: FastifyRequest,
  ): Promise<FindingKeptAnswer> {
    return this.#keep(caller, id, { do: 'assign', owner: owner ?? null }, http);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Permit('finding:keep')
  @ApiOperation({ operationId: 'closeFinding', summary: 'Close a finding for a reason' })
  @ApiOkResponse({ type: FindingKeptAnswer })
  close(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: FindingPath,
    @Body() { code, text }: CloseFindingRequest,
    @Req() http: FastifyRequest,
  ): Promise<FindingKeptAnswer> {
    return this.#keep(caller, id, { do: 'close', code, text }, http);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Permit('finding:keep')
  @ApiOperation({ operationId: 'reopenFinding', summary: 'Open a closed finding again' })
  @ApiOkResponse({ type: FindingKeptAnswer })
  reopen(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: FindingPath,
    @Body() { text }: ReopenFindingRequest,
    @Req() http: FastifyRequest,
  ): Promise<FindingKeptAnswer> {
    return this.#keep(caller, id, { do: 'reopen', text }, http);
  }

  #keep(
    { association, role, subject }: AssociationCaller,
    id: string,
    wish: FindingWish,
    { id: requestId }: FastifyRequest,
  ): Promise<FindingKeptAnswer> {
    return this.commands.execute(new KeepFinding(association, { role, subject }, id, wish, requestId));
  }
}
