import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ActingCaller } from '../domain/caller.js';
import type { Reason } from '../reasons/reasons.js';
import type { AuthenticatedRequest } from '../tokens/permit.js';

/** Who is about to be shown something, in which request. */
export interface Looker extends ActingCaller {
  readonly association: string;
  readonly requestId: string | null;
  /** Why, where that was said. */
  readonly reason?: Pick<Reason, 'id' | 'class'>;
  /** Whether that counts for all persons, so that nobody is masked. */
  readonly seesEverybody?: boolean;
}

/** The caller of the request as the log of looks names who looked. */
export const CurrentLooker = createParamDecorator((_data: unknown, context: ExecutionContext): Looker => {
  const request = context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>();
  const { caller, reason } = request;
  const { association, role, subject, arrangements } = caller ?? {};
  if (!association || !role || !subject) throw new Error('A route that shows members is open.');
  const why = reason && { reason: { id: reason.id, class: reason.class } };
  const everybody = reason?.persons === null && { seesEverybody: true };
  return {
    association,
    role,
    subject,
    requestId: request.id,
    ...(arrangements && { arrangements }),
    ...why,
    ...everybody,
  };
});
