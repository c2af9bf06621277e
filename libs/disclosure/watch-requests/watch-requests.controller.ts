import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { Refusal } from '#platform';
import { OwnRequestAnswer } from '../keep-requests/request.answer.js';
import { OwnRequestPath } from '../keep-requests/request.request.js';
import { expiryOf } from './expiry-of.js';
import { OpenStreams } from './open-streams.js';
import { progressLines, writingFor } from './progress-lines.js';
import { RequestWatch } from './request-watch.js';

const STREAMED = /^(application\/x-ndjson|text\/event-stream)\b/;

/** One request of a member's own: as it stands, or each change of it as long as the client listens. */
@ApiTags('disclosure requests')
@Controller('v1/me/disclosure-requests')
export class WatchRequestsController {
  constructor(
    @Inject(RequestWatch) private readonly watch: RequestWatch,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
  ) {}

  @Get(':id')
  @Permit('own-disclosure-request:read')
  @ApiOperation({
    operationId: 'showOwnDisclosureRequest',
    summary: '開示等の請求: one that I made, and how far it is',
    description:
      'With `Accept: application/x-ndjson`, or `text/event-stream`, by fetch with the token in its header: the request now, and again at each change, a JSON a line (`data:` ' +
      'of an event), with an empty line (a comment) every 15 s. It ends with the token, when the own view is closed, or when the service stops: ask again. Three at once for an account.',
  })
  @ApiOkResponse({ type: OwnRequestAnswer })
  @ApiNotFoundResponse({ description: 'disclosure-request-unknown' })
  async show(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: OwnRequestPath,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnRequestAnswer | StreamableFile> {
    const { association, subject } = caller;
    const request = await this.watch.show(association, caller.member!, id);
    if (!request) throw new Refusal('disclosure-request-unknown');
    const { accept, authorization } = http.headers;
    if (!STREAMED.test(accept ?? '')) return request;
    const ending = this.streams.open(association, subject);
    // At the end, and when whoever listens leaves.
    reply.raw.once('close', () => ending.abort());
    const writing = writingFor(accept);
    // A proxy that collects an answer before it hands it on would hold it back for ever.
    void reply.header('X-Accel-Buffering', 'no').header('Cache-Control', 'no-store');
    const terms = { signal: ending.signal, until: expiryOf(authorization) };
    const lines = progressLines(this.watch.watched(caller, id), writing, terms);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: writing.type });
  }
}
