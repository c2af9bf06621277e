import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open, Refusal } from '#platform';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { KeptTimestamps } from './kept-timestamps.js';
import { CheckpointPath, StampedLogPath } from './timestamp.request.js';

/** What an authority stamped stays as it is. */
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** Timestamps for everybody: hashes and certificates of an authority, and nothing of any entry. */
@ApiTags('log')
@Controller('v1/log/:association')
export class TimestampController {
  constructor(
    @Inject(KeptTimestamps) private readonly timestamps: KeptTimestamps,
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
  ) {}

  @Get('stamped-checkpoint')
  @Open('log')
  @ApiOperation({
    operationId: 'showStampedCheckpoint',
    summary: 'The largest checkpoint that an authority stamped: `/checkpoint/{size}/timestamp` gives its reply',
    description: 'A log that grows is ahead of it; where no authority is asked there is none.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'not-stamped' })
  async stamped(
    @Param() { association }: StampedLogPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const newest = await this.timestamps.newest(association);
    const checkpoint = newest && (await this.checkpoints.at(association, newest.size));
    if (!checkpoint) throw new Refusal('not-stamped');
    void reply.header('Content-Type', 'text/plain; charset=utf-8').header('Cache-Control', 'no-cache');
    return checkpoint.note;
  }

  @Get('checkpoint/:size/timestamp')
  @Open()
  @ApiOperation({
    operationId: 'showTimestamp',
    summary: 'タイムスタンプ: what a time-stamping authority replied (RFC 3161) on the text of a checkpoint',
    description:
      'Over origin, size and root, as they stand above the empty line of the checkpoint. `openssl ts -verify` reads it. Only some sizes are stamped: by consistency each covers everything before it.',
  })
  @ApiProduces('application/timestamp-reply')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ description: 'no-such-timestamp' })
  async timestamp(
    @Param() { association, size }: CheckpointPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.timestamps.reply(association, size);
    if (!found) throw new Refusal('no-such-timestamp');
    void reply.header('Cache-Control', KEPT_FOR_EVER);
    return new StreamableFile(found, { type: 'application/timestamp-reply', length: found.length });
  }
}
