import { Body, Controller, Get, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { KeepRequest, type RequestMark } from '../keep-requests/keep-request.command.js';
import { Kept, STATE } from '../keep-requests/kept.js';
import { OwnRequestListAnswer, RequestMarkAnswer } from '../keep-requests/request.answer.js';
import {
  OwnRequestPath,
  SubmitOwnRequestRequest,
  WithdrawOwnRequestRequest,
} from '../keep-requests/request.request.js';
import { DisclosedAnswer } from '../list-requests/disclosed.answer.js';
import { OwnDisclosed } from './own-disclosed.query.js';
import { OwnRequests } from './own-requests.query.js';
import { SubmitOwnRequest } from './submit-own-request.command.js';

/** What a member asks for, and how far it is. */
@ApiTags('disclosure requests')
@Controller('v1/me/disclosure-requests')
export class OwnRequestsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'listOwnDisclosureRequests',
    summary: '開示等の請求: what I asked for, and how far it is',
  })
  @ApiOkResponse({ type: OwnRequestListAnswer })
  list(@CurrentCaller() { association, member }: AssociationCaller): Promise<OwnRequestListAnswer> {
    return this.queries.execute(new OwnRequests(association, member!));
  }

  @Post()
  @Permit('own-disclosure-request:keep')
  @ApiOperation({
    operationId: 'submitOwnDisclosureRequest',
    summary: '開示等の請求: ask for notice of purpose, disclosure, correction, a stop',
    description: 'Arts. 32 to 35. Whoever is signed in has shown who asks: the days for the answer run from now.',
  })
  @Kept('disclosure-request-differs, disclosure-request-changed, disclosure-requests-open')
  async submit(
    @CurrentCaller() { association, role, subject, member }: AssociationCaller,
    @Body() request: SubmitOwnRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    const command = new SubmitOwnRequest(association, { role, subject }, member!, request, http.id);
    return answer(await this.commands.execute(command), reply);
  }

  @Get(':id/records')
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'showOwnDisclosedRecords',
    summary: 'The records that were disclosed to me, as they were answered',
    description: 'Records of which the law says that they must not be known to exist are not part of it.',
  })
  @ApiOkResponse({ type: DisclosedAnswer })
  @ApiNotFoundResponse({ description: 'disclosure-request-unknown' })
  @ApiConflictResponse({ description: 'disclosure-not-delivered' })
  records(
    @CurrentCaller() { association, member }: AssociationCaller,
    @Param() { id }: OwnRequestPath,
  ): Promise<DisclosedAnswer> {
    return this.queries.execute(new OwnDisclosed(association, member!, id));
  }

  @Post(':id/withdrawal')
  @Permit('own-disclosure-request:keep')
  @ApiOperation({ operationId: 'withdrawOwnDisclosureRequest', summary: 'Take a request of mine back' })
  @Kept(STATE)
  async withdraw(
    @CurrentCaller() { association, role, subject, member }: AssociationCaller,
    @Param() { id }: OwnRequestPath,
    @Body() { text = null }: WithdrawOwnRequestRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestMarkAnswer> {
    const withdrawnOn = dayInJapan(this.clock.now().toISOString());
    const wanted = [{ do: 'withdraw', withdrawnOn, text }] as const;
    const command = new KeepRequest(association, { role, subject }, member!, id, wanted, http.id);
    return answer(await this.commands.execute(command), reply);
  }
}

function answer(kept: RequestMark, reply: FastifyReply): RequestMarkAnswer {
  void reply.status(kept.isNew ? HttpStatus.CREATED : HttpStatus.OK);
  return { ...kept };
}
