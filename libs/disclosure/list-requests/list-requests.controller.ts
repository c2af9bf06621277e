import { Controller, Get, Inject, Param, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, MemberPath, Permit, type Looker } from '#access';
import { CodeField, nextLink, PageRequest } from '#platform';
import { REQUEST_KINDS, type RequestKind } from '#statute';
import { RequestAnswer, RequestListAnswer } from '../keep-requests/request.answer.js';
import { RequestPath } from '../keep-requests/request.request.js';
import { RequestRecordsAnswer } from './disclosed.answer.js';
import { ListRequests, ShowRequest } from './list-requests.query.js';
import { QueueAnswer } from './queue.answer.js';
import { RequestQueue } from './queue.query.js';
import { RequestTasksAnswer } from './tasks.answer.js';
import { RequestTasks } from './tasks.query.js';
import { RequestRecords } from './request-records.query.js';

export class QueueRequest extends PageRequest {
  @CodeField(REQUEST_KINDS, { optional: true, enumName: 'RequestKind' })
  kind?: RequestKind;
}

export class TasksRequest extends PageRequest {}

/** Disclosure requests for officers and auditors. Each reading is a look that the member sees. */
@ApiTags('disclosure requests')
@Controller('v1')
export class ListRequestsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('disclosure-requests')
  @Permit('disclosure-request:read')
  @ApiOperation({
    operationId: 'listRequestQueue',
    summary: '開示等の請求: what is open, by the day on which it is due',
  })
  @ApiOkResponse({ type: QueueAnswer })
  async queue(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: QueueRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueAnswer> {
    const page = await this.queries.execute(new RequestQueue(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get('disclosure-request-tasks')
  @Permit('disclosure-request:read')
  @ApiOperation({
    operationId: 'listRequestTasks',
    summary:
      'What a granted stop of use leaves to be done: persons to be erased after the period of keeping, uses that go on',
    description:
      'Art. 35(1), (5), (6). An erasure that is due is proposed by POST /v1/erasures and approved by a second officer; ' +
      'a joint use or entrustment is ended, or said to go on, by …/use-settlement.',
  })
  @ApiOkResponse({ type: RequestTasksAnswer })
  async tasks(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: TasksRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestTasksAnswer> {
    const page = await this.queries.execute(new RequestTasks(looker, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }

  @Get('members/:ref/disclosure-requests')
  @Permit('disclosure-request:read')
  @ApiOperation({ operationId: 'listDisclosureRequests', summary: 'What a member asked for, and what became of it' })
  @ApiOkResponse({ type: RequestListAnswer })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  list(@CurrentLooker() looker: Looker, @Param() { ref }: MemberPath): Promise<RequestListAnswer> {
    return this.queries.execute(new ListRequests(looker, ref));
  }

  @Get('members/:ref/disclosure-requests/:id')
  @Permit('disclosure-request:read')
  @ApiOperation({ operationId: 'showDisclosureRequest', summary: 'A disclosure request with its days and its history' })
  @ApiOkResponse({ type: RequestAnswer })
  @ApiNotFoundResponse({ description: 'disclosure-request-unknown, no-such-member' })
  show(@CurrentLooker() looker: Looker, @Param() { ref, id }: RequestPath): Promise<RequestAnswer> {
    return this.queries.execute(new ShowRequest(looker, ref, id));
  }

  @Get('members/:ref/disclosure-requests/:id/records')
  @Permit('disclosure-request:read')
  @ApiOperation({
    operationId: 'showRequestRecords',
    summary: 'The provision and receipt records of the member: as known now, as answered then, and the difference',
    description:
      'Records that must not be known to exist (Cabinet Order art. 11) are not part of it, nor counted; auditors see them apart.',
  })
  @ApiOkResponse({ type: RequestRecordsAnswer })
  @ApiNotFoundResponse({ description: 'disclosure-request-unknown, no-such-member' })
  records(@CurrentLooker() looker: Looker, @Param() { ref, id }: RequestPath): Promise<RequestRecordsAnswer> {
    return this.queries.execute(new RequestRecords(looker, ref, id));
  }
}
