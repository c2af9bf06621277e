import { Controller, Get, Inject, Param, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus, type Query } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CurrentCaller,
  CurrentLooker,
  LookLog,
  MemberPath,
  Permit,
  Represented,
  type AssociationCaller,
  type Looker,
} from '#access';
import { nextLink, PageRequest } from '#platform';
import type { CompletenessDocument } from '#proof';
import { OwnLookPageAnswer } from '../looks/answers.js';
import { OwnLooks } from '../looks/own-looks.query.js';
import { MemberTransferPageAnswer } from '../member-transfers/answers.js';
import { MemberTransfers } from '../member-transfers/member-transfers.query.js';
import { CompletenessAnswer } from '../prove-transfers/answers.js';
import { ProveTransfers } from '../prove-transfers/prove-transfers.query.js';

const NOBODY = 'not-represented: nobody by this reference, no longer, or protected from whoever asks: one answer';

/** What a member would see, for whoever may represent the member today. Each reading is a look that the member sees. */
@ApiTags('representatives')
@Controller('v1/represented')
export class RepresentedViewController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Represented) private readonly represented: Represented,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  @Get(':ref/transfers')
  @Permit('represented:read')
  @ApiOperation({ operationId: 'listRepresentedTransfers', summary: 'Who got the data of a member whom I represent' })
  @ApiOkResponse({ type: MemberTransferPageAnswer })
  @ApiNotFoundResponse({ description: NOBODY })
  async transfers(
    @CurrentCaller() caller: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @Param() { ref }: MemberPath,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberTransferPageAnswer> {
    await this.represented.require(caller, ref);
    return this.#list(new MemberTransfers(asRepresentative(looker), ref, page), http, reply);
  }

  @Get(':ref/transfers/proof')
  @Permit('represented:read')
  @ApiOperation({
    operationId: 'proveRepresentedTransfers',
    summary: 'That nothing was left out of what the ledger shows of a member whom I represent',
  })
  @ApiOkResponse({ type: CompletenessAnswer })
  @ApiNotFoundResponse({ description: NOBODY })
  async proof(
    @CurrentCaller() caller: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @Param() { ref }: MemberPath,
  ): Promise<CompletenessDocument> {
    await this.represented.require(caller, ref);
    return this.queries.execute(new ProveTransfers(asRepresentative(looker), ref));
  }

  @Get(':ref/looks')
  @Permit('represented:read')
  @ApiOperation({ operationId: 'listRepresentedLooks', summary: 'Who looked at the data of a member whom I represent' })
  @ApiOkResponse({ type: OwnLookPageAnswer })
  @ApiNotFoundResponse({ description: NOBODY })
  async looked(
    @CurrentCaller() caller: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @Param() { ref }: MemberPath,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnLookPageAnswer> {
    await this.represented.require(caller, ref);
    await this.looks.write(asRepresentative(looker), { what: 'LOOKS', member: ref, seen: [] });
    return this.#list(new OwnLooks(looker.association, ref, page), http, reply);
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

/** A member who looks at the data of somebody else does so as a representative. */
function asRepresentative(looker: Looker): Looker {
  return { ...looker, role: 'representative' };
}
