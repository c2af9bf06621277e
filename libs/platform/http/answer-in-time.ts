import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { throwError, timeout, type Observable } from 'rxjs';
import { Refusal } from '../problems/refusal.js';
import { isStreamed } from './streamed-body.js';

/**
 * Whatever a post asks of databases, of other services and of those who wait before it, its poster has an answer after
 * this time: long enough for a cluster to find a new leader, shorter than clients and proxies usually wait.
 */
export const ANSWER_MILLISECONDS_MAX = 18_000;

/**
 * Answers for those that do not come to an end in time: what became of the request is not known, and the same may be
 * sent again. Their work is not ended by it; an answer that comes later goes nowhere.
 */
export class AnswerInTime implements NestInterceptor {
  constructor(private readonly millisecondsMax = ANSWER_MILLISECONDS_MAX) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // A read changes nothing, and whoever waits for it may leave; a streamed body takes its own time.
    if (request.raw.method === 'GET' || isStreamed(request)) return next.handle();
    const tooLate = () => throwError(() => new Refusal('store-unavailable'));
    return next.handle().pipe(timeout({ first: this.millisecondsMax, with: tooLate }));
  }
}
