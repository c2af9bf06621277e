import { Controller, Get, Inject, Param, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, MemberPath, Permit, type AssociationCaller, type Looker } from '#access';
import { nextLink, PageRequest } from '#platform';
import { MemberTransferPageAnswer } from './answers.js';
import { MemberTransfers } from './member-transfers.query.js';

@ApiTags('member view')
@Controller('v1')
export class MemberTransfersController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('me/transfers')
  @Permit('own-view:read')
  @ApiOperation({ operationId: 'listOwnTransfers', summary: 'Who got my data, when and why; newest first' })
  @ApiOkResponse({ type: MemberTransferPageAnswer })
  own(
    @CurrentCaller() { member }: AssociationCaller,
    @CurrentLooker() looker: Looker,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberTransferPageAnswer> {
    return this.#list(new MemberTransfers(looker, member!, page), http, reply);
  }

  @Get('members/:ref/transfers')
  @Permit('member-view:read')
  @ApiOperation({
    operationId: 'listMemberTransfers',
    summary: "A member's transfers, newest first; the restricted chain for auditors alone",
  })
  @ApiOkResponse({ type: MemberTransferPageAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-merged: the person is known under another reference, which is named' })
  ofMember(
    @CurrentLooker() looker: Looker,
    @Param() { ref }: MemberPath,
    @QueryParameters() page: PageRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberTransferPageAnswer> {
    return this.#list(new MemberTransfers(looker, ref, page), http, reply);
  }

  async #list(query: MemberTransfers, http: FastifyRequest, reply: FastifyReply): Promise<MemberTransferPageAnswer> {
    const page = await this.queries.execute(query);
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
