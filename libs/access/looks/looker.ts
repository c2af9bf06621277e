import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ActingCaller } from '../domain/caller.js';
import type { AuthenticatedRequest } from '../tokens/permit.js';

/** Who is about to be shown something, in which request. */
export interface Looker extends ActingCaller {
  readonly association: string;
  readonly requestId: string | null;
}

/** The caller of the request as the log of looks names who looked. */
export const CurrentLooker = createParamDecorator((_data: unknown, context: ExecutionContext): Looker => {
  const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
  const { association, role, subject, arrangements } = request.caller ?? {};
  if (!association || !role || !subject) throw new Error('A route that shows members is open.');
  return { association, role, subject, requestId: request.id, ...(arrangements && { arrangements }) };
});
