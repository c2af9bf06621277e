import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { nextLink } from '#platform';
import { RecordPageAnswer } from './answers.js';
import { ListRecords } from './list-records.query.js';
import { ListRecordsRequest } from './list-records.request.js';

@ApiTags('records')
@Controller('v1')
export class ListRecordsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('provision-records')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listProvisionRecords',
    summary: '第三者提供記録: the provision records of art. 29, newest day first',
  })
  @ApiOkResponse({ type: RecordPageAnswer })
  provisions(
    @CurrentCaller() caller: AssociationCaller,
    @QueryParameters() request: ListRecordsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordPageAnswer> {
    return this.#list(
      new ListRecords(caller.association, 'provision', caller.role === 'auditor', request),
      http,
      reply,
    );
  }

  @Get('receipt-records')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listReceiptRecords',
    summary: '受領記録: the receipt records of art. 30, newest day first',
  })
  @ApiOkResponse({ type: RecordPageAnswer })
  receipts(
    @CurrentCaller() caller: AssociationCaller,
    @QueryParameters() request: ListRecordsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordPageAnswer> {
    return this.#list(new ListRecords(caller.association, 'receipt', caller.role === 'auditor', request), http, reply);
  }

  async #list(query: ListRecords, http: FastifyRequest, reply: FastifyReply): Promise<RecordPageAnswer> {
    const page = await this.queries.execute(query);
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
