import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { AssociationCaller } from '#access';
import { Clock, Refusal } from '#platform';
import { CallerBudget } from './caller-budget.js';

/** Asking tells what members declared, so that nobody may ask about all of them in no time: lines at once, and each second. */
const LINES_MAX = 6_000;
const LINES_PER_SECOND = 100;
/** What an asking costs beside its lines. */
const LINES_PER_CALL = 10;

/** The one budget of a caller for whatever tells what members declared. */
@Injectable()
export class AskingBudget {
  readonly #budget = new CallerBudget({ most: LINES_MAX, perSecond: LINES_PER_SECOND });

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Says in the reply what is left; refuses what is asked too often. */
  spend({ association, role, subject }: AssociationCaller, lines: number, reply: FastifyReply): void {
    const caller = `${association} ${role} ${subject}`;
    const { left, waitSeconds } = this.#budget.spend(caller, LINES_PER_CALL + lines, this.clock.now());
    void reply.header('RateLimit-Policy', `"lines";q=${LINES_MAX};w=${LINES_MAX / LINES_PER_SECOND}`);
    void reply.header('RateLimit', `"lines";r=${left};t=${waitSeconds}`);
    if (waitSeconds > 0) throw new Refusal('asked-too-often', { retryAfterSeconds: waitSeconds });
  }
}
