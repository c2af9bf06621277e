import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus, type Query } from '@nestjs/cqrs';
import { ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, Permit, type AssociationCaller, type Looker } from '#access';
import { nextLink, PageRequest } from '#platform';
import { LookPageAnswer, OwnLookPageAnswer } from './answers.js';
import { ListLooks } from './list-looks.query.js';
import { ListLooksRequest } from './list-looks.request.js';
import { OwnLooks } from './own-looks.query.js';

@ApiTags('member view')
@Controller('v1')
export class LooksController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('me/looks')
  @Permit('own-view:read')
  @ApiOperation({
    operationId: 'listOwnLooks',
    summary: '閲覧の記録: who looked at my data, when and at what; newest first',
    description: 'Roles and organisations, not names. My own reading is no look.',
  })
  @ApiOkResponse({ type: OwnLookPageAnswer })
  own(
    @CurrentCaller() { association, member }: AssociationCaller,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnLookPageAnswer> {
    return this.#list(new OwnLooks(association, member!, page), http, reply);
  }

  @Get('looks')
  @Permit('look:read')
  @ApiOperation({
    operationId: 'listLooks',
    summary: '閲覧の記録: who looked at members, newest first; accounts by their pseudonyms for auditors alone',
    description:
      'Reading it is itself logged, before the answer. Whom a look was at is told where a member is asked for; the ' +
      'restricted chain is in it for auditors alone.',
  })
  @ApiOkResponse({ type: LookPageAnswer })
  @ApiForbiddenResponse({ description: 'not-permitted: account is a filter for auditors' })
  list(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListLooksRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LookPageAnswer> {
    return this.#list(new ListLooks(looker, request), http, reply);
  }

  async #list<Page extends { next: string | null }>(
    query: Query<Page>,
    http: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Page> {
    const page = await this.queries.execute(query);
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
