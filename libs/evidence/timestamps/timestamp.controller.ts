import { Controller, Get, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open, Refusal } from '#platform';
import { KeptTimestamps } from './kept-timestamps.js';
import { CheckpointPath } from './timestamp.request.js';

/** What an authority stamped stays as it is. */
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** Timestamps for everybody: hashes and certificates of an authority, and nothing of any entry. */
@ApiTags('log')
@Controller('v1/log/:association/checkpoint')
export class TimestampController {
  constructor(@Inject(KeptTimestamps) private readonly timestamps: KeptTimestamps) {}

  @Get(':size/timestamp')
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
