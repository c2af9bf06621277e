import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Post, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type Caller } from '#access';
import { Refusal } from '#platform';
import type { LogKeyHistory } from '../domain/log-key-history.js';
import { LogKeysAnswer, logKeysAnswer } from '../log/log.answer.js';
import { LogOfRequest, RetireLogKeyRequest, RotateLogKeyRequest } from './keep-log-keys.request.js';
import { LogKeyRing, type KeepingLogKeys } from './log-key-ring.js';

/** The keys that sign logs, for operators. */
@ApiTags('keys')
@ApiNotFoundResponse({ description: 'log-unknown' })
@ApiServiceUnavailableResponse({ description: 'no-checkpoint-yet' })
@Controller('v1/log-keys')
export class KeepLogKeysController {
  constructor(@Inject(LogKeyRing) private readonly ring: LogKeyRing) {}

  @Get()
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'listLogKeys',
    summary: 'Keys that sign a log or did, also what no checkpoint covers yet',
  })
  @ApiOkResponse({ type: LogKeysAnswer })
  async list(@Query() { association }: LogOfRequest): Promise<LogKeysAnswer> {
    return answer(await this.ring.show(association));
  }

  @Post('rotations')
  @HttpCode(HttpStatus.OK)
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'rotateLogKey',
    summary: 'Make the next signing key of a log and announce it; the one before signs as well until it is retired',
  })
  @ApiOkResponse({ type: LogKeysAnswer })
  @ApiConflictResponse({ description: 'log-key-differs: it is neither the newest nor the next' })
  async rotate(
    @CurrentCaller() operator: Caller,
    @Body() { association, version }: RotateLogKeyRequest,
    @Req() http: FastifyRequest,
  ): Promise<LogKeysAnswer> {
    return answer(await this.ring.rotate(keepingOf(association, operator, http), version));
  }

  @Post('retirements')
  @HttpCode(HttpStatus.OK)
  @Permit('key:keep')
  @ApiOperation({
    operationId: 'retireLogKey',
    summary: 'Let a signing key sign no more, once the one after it signs',
    description: 'What it signed stays good. Whoever trusts it alone has until then to look at the log again.',
  })
  @ApiOkResponse({ type: LogKeysAnswer })
  @ApiConflictResponse({ description: 'log-key-differs, log-key-newest, log-key-unused' })
  async retire(
    @CurrentCaller() operator: Caller,
    @Body() { association, version }: RetireLogKeyRequest,
    @Req() http: FastifyRequest,
  ): Promise<LogKeysAnswer> {
    return answer(await this.ring.retire(keepingOf(association, operator, http), version));
  }
}

function answer(history: LogKeyHistory): LogKeysAnswer {
  if (history.origin === null) throw new Refusal('no-checkpoint-yet');
  return logKeysAnswer(history.origin, history);
}

function keepingOf(association: string, { role, subject }: Caller, { id }: FastifyRequest): KeepingLogKeys {
  return { association, caller: { role, subject }, requestId: id };
}
