import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clientOf, type AssociationCaller } from '#access';
import { Limits } from '#platform';

/** What an asking costs beside its lines. */
const LINES_PER_CALL = 10;

/** The one budget of a caller for whatever tells what members declared: nobody may ask about all of them in no time. */
@Injectable()
export class AskingBudget {
  constructor(@Inject(Limits) private readonly limits: Limits) {}

  /** Says in the reply what is left; refuses what is asked too often. */
  spend(caller: AssociationCaller, lines: number, reply: FastifyReply): void {
    this.limits.spend('lines', clientOf(caller), reply, LINES_PER_CALL + lines);
  }
}
