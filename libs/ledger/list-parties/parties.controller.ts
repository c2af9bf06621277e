import { Body, Controller, Get, Headers, Inject, Param, Patch, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { nextLink, revisionSeen, revisionTag, TextField } from '#platform';
import { AmendParty } from '../amend-party/amend-party.command.js';
import { AmendPartyRequest } from '../amend-party/amend-party.request.js';
import { REGISTERED_ID } from '../record-transfer/statement-parts.request.js';
import { OnDayRequest } from '../show-settings/on-day.request.js';
import { RegisteredAnswer } from '../writing/registered.answer.js';
import { PartyOnDayAnswer, PartyPageAnswer } from './answers.js';
import { ListParties } from './list-parties.query.js';
import { ListOnDayRequest } from './list-parties.request.js';
import { ShowParty } from './show-party.query.js';

export class PartyPath {
  @TextField(REGISTERED_ID)
  id!: string;
}

@ApiTags('parties')
@Controller('v1/parties')
export class PartiesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @Permit('party:read')
  @ApiOperation({ operationId: 'listParties', summary: 'Registered parties as they are on a day, oldest first' })
  @ApiOkResponse({ type: PartyPageAnswer })
  async list(
    @CurrentCaller() caller: AssociationCaller,
    @Query() request: ListOnDayRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartyPageAnswer> {
    const page = await this.queries.execute(new ListParties(caller.association, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get(':id')
  @Permit('party:read')
  @ApiOperation({ operationId: 'showParty', summary: 'A party as it is on a day, and its amendments, with its ETag' })
  @ApiParam({ name: 'id' })
  @ApiOkResponse({ type: PartyOnDayAnswer })
  @ApiNotFoundResponse({ description: 'no-such-party' })
  async show(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: PartyPath,
    @Query() { on }: OnDayRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PartyOnDayAnswer> {
    const { revision, answer } = await this.queries.execute(new ShowParty(caller.association, id, on));
    void reply.header('ETag', revisionTag(revision));
    return answer;
  }

  @Patch(':id')
  @Permit('party:keep')
  @ApiOperation({
    operationId: 'amendParty',
    summary: 'Change particulars from a day on; records of the days before keep what was true then',
  })
  @ApiParam({ name: 'id' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag that was read' })
  @ApiOkResponse({ type: RegisteredAnswer })
  @ApiNotFoundResponse({ description: 'no-such-party' })
  @ApiResponse({ status: 412, description: 'changed-meanwhile' })
  @ApiResponse({ status: 428, description: 'if-match-missing' })
  async amend(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: PartyPath,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() request: AmendPartyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisteredAnswer> {
    const seen = revisionSeen(ifMatch);
    const amended = await this.commands.execute(new AmendParty(caller.association, caller, id, seen, request));
    void reply.header('ETag', revisionTag(seen + 1));
    return { id, ...amended };
  }
}
