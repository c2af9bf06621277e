import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open, Refusal } from '#platform';
import { Checkpoints } from '../checkpoints/checkpoints.js';
import { CosignaturesRequest, TakenAnswer, WitnessedLogPath } from './cosignatures.request.js';
import { KeptCosignatures } from './kept-cosignatures.js';
import { TakeCosignatures } from './take-cosignatures.js';

/** What witnesses say of a log: handed in by them, shown to everybody. */
@ApiTags('log')
@Controller('v1/log/:association')
export class CosignaturesController {
  constructor(
    @Inject(TakeCosignatures) private readonly cosignatures: TakeCosignatures,
    @Inject(KeptCosignatures) private readonly kept: KeptCosignatures,
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
  ) {}

  @Post('cosignatures')
  @HttpCode(200)
  @Open('cosignatures')
  @ApiOperation({
    operationId: 'cosignCheckpoint',
    summary: '連署: hand in what a witness signed under a checkpoint of this log: https://c2sp.org/tlog-cosignature',
    description:
      'No token: the signature says who it is by. Only witnesses that the association announced are heard, and only under checkpoints that it published.',
  })
  @ApiOkResponse({ type: TakenAnswer })
  @ApiForbiddenResponse({ description: 'witness-not-announced' })
  @ApiNotFoundResponse({ description: 'log-unknown' })
  @ApiConflictResponse({ description: 'cosigned-other-root: this log published another root of that size, or none' })
  @ApiUnprocessableEntityResponse({ description: 'cosigned-other-log, cosignature-wrong' })
  take(@Param() { association }: WitnessedLogPath, @Body() { note }: CosignaturesRequest): Promise<TakenAnswer> {
    return this.cosignatures.take(association, note);
  }

  @Get('cosigned-checkpoint')
  @Open()
  @ApiOperation({
    operationId: 'showCosignedCheckpoint',
    summary: 'The largest checkpoint under which a witness signed, with the signatures of log and witnesses',
    description: 'A log that grows is a few entries ahead of its witnesses.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ description: 'not-cosigned' })
  async cosigned(
    @Param() { association }: WitnessedLogPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const size = await this.kept.newestSize(association);
    const checkpoint = size === null ? null : await this.checkpoints.at(association, size);
    if (!checkpoint) throw new Refusal('not-cosigned');
    void reply.header('Content-Type', 'text/plain; charset=utf-8').header('Cache-Control', 'no-cache');
    return checkpoint.note;
  }
}
