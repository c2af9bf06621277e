import { Inject, Injectable } from '@nestjs/common';
import { Limits } from '#platform';
import type { Caller } from '../domain/caller.js';
import { clientOf } from '../domain/client-limits.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';

/** What becomes of a registration of somebody who is known: whoever asks learns something of a person. */
export interface KnownPerson {
  /** Before anything is compared: refused where too much was guessed, and a look at the person. */
  met(ref: string): Promise<void>;
  /** It was the same: a guess that is right, or no guess, counts as nothing. */
  isSame(): void;
  /** Whether the fields that differ may be named. */
  readonly tellsFields: boolean;
}

/** So nobody finds out by trying, unseen, when somebody was born. */
@Injectable()
export class KnownPersons {
  constructor(
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  of(looker: Looker, caller: Omit<Caller, 'member'>): KnownPerson {
    const client = clientOf(caller);
    return {
      met: async (ref) => {
        this.limits.spend('member-reads', client, null);
        await this.looks.write(looker, { what: 'MEMBER', member: ref, seen: [] });
      },
      isSame: () => this.limits.giveBack('member-reads', client),
      // A system registers; a person in charge looks up what is wrong.
      tellsFields: caller.role !== 'integrator',
    };
  }
}
