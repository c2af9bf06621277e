import { Body, Controller, Get, Headers, Inject, Patch, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { revisionSeen, revisionTag } from '#platform';
import { ChangeSettings } from '../change-settings/change-settings.command.js';
import { ChangeSettingsRequest } from '../change-settings/change-settings.request.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { OnDayRequest } from './on-day.request.js';
import { SettingsOnDayAnswer } from './answers.js';
import { ShowSettings } from './show-settings.query.js';

@ApiTags('associations')
@Controller('v1/settings')
export class SettingsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('association:read')
  @ApiOperation({
    operationId: 'showSettings',
    summary: 'What the association settled for itself where the law leaves a point open, with its ETag',
  })
  @ApiOkResponse({ type: SettingsOnDayAnswer })
  async show(
    @CurrentCaller() caller: AssociationCaller,
    @Query() { on }: OnDayRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingsOnDayAnswer> {
    const { revision, answer } = await this.queries.execute(new ShowSettings(caller.association, on));
    void reply.header('ETag', revisionTag(revision));
    return answer;
  }

  @Patch()
  @Permit('association:amend')
  @ApiOperation({
    operationId: 'changeSettings',
    summary: 'Settle points otherwise from a day on; transfers of that day and later are judged so',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read' })
  @ApiOkResponse({ type: RegisteredAnswer })
  @ApiResponse({ status: 412, description: 'changed-meanwhile' })
  @ApiResponse({ status: 428, description: 'if-match-missing' })
  async change(
    @CurrentCaller() caller: AssociationCaller,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: ChangeSettingsRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const seen = revisionSeen(ifMatch);
    const changed = await this.commands.execute(new ChangeSettings(caller.association, caller, seen, request));
    void reply.header('ETag', revisionTag(seen + 1));
    return { id: caller.association, ...changed };
  }
}
