import { Controller, Get, Inject, Query as QueryParameters, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import { nextLink } from '#platform';
import { RecordPageAnswer } from './answers.js';
import { ListRecords, type RecordList } from './list-records.query.js';
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
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListRecordsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordPageAnswer> {
    return this.#list(looker, 'provision', request, { http, reply });
  }

  @Get('receipt-records')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listReceiptRecords',
    summary: '受領記録: the receipt records of art. 30, newest day first',
  })
  @ApiOkResponse({ type: RecordPageAnswer })
  receipts(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListRecordsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordPageAnswer> {
    return this.#list(looker, 'receipt', request, { http, reply });
  }

  @Get('quarantine')
  @Permit('record:read')
  @ApiOperation({
    operationId: 'listQuarantine',
    summary: 'Receipts that must not be worked with: how the provider acquired the data, or their ground, is missing',
    description:
      'One is released by a correction that supplies what is missing (POST /v1/transfers/{id}/corrections), or ends ' +
      'when it is rejected and given back (POST /v1/quarantine/{id}/rejection).',
  })
  @ApiOkResponse({ type: RecordPageAnswer })
  quarantine(
    @CurrentLooker() looker: Looker,
    @QueryParameters() request: ListRecordsRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordPageAnswer> {
    return this.#list(looker, 'quarantine', request, { http, reply });
  }

  async #list(
    looker: Looker,
    list: RecordList,
    request: ListRecordsRequest,
    { http, reply }: { readonly http: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<RecordPageAnswer> {
    const page = await this.queries.execute(new ListRecords(looker, list, request));
    if (page.next) void reply.header('Link', nextLink(http.url, page.next));
    return page;
  }
}
