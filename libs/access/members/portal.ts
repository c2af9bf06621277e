import { Inject, Injectable } from '@nestjs/common';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Persons } from '../directory/persons.js';
import { flagsOf, isFlagged } from '../domain/flags.js';
import type { ReadMemberEvent } from '../domain/member.js';
import { MemberFacts } from './member-facts.js';

/** Others may close or open it at the same moment; whoever looks last sees what all of them wrote. */
const LOOKS_MAX = 5;

/** Whether anybody looks into the portal for a person: nobody does for the dead, nor where the flag withholds it. */
@Injectable()
export class Portal {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(DirectoryChanges) private readonly changes: DirectoryChanges,
  ) {}

  /** Opens or closes it as the events of the person say; by the row nobody can tell why. */
  async settle(association: string, ref: string): Promise<void> {
    let isClosed = await this.#isClosed(association, ref);
    for (let looks = 1; looks <= LOOKS_MAX; looks += 1) {
      await this.changes.setClosed(association, ref, isClosed);
      const wasClosed = isClosed;
      isClosed = await this.#isClosed(association, ref);
      if (isClosed === wasClosed) return;
    }
  }

  async #isClosed(association: string, ref: string): Promise<boolean> {
    for (const one of await this.persons.references(association, ref)) {
      const events = (await this.facts.read(association, one)).map(({ event }) => event);
      if (isDead(events) || isFlagged(flagsOf(events), 'NO_OWN_VIEW')) return true;
    }
    return false;
  }
}

function isDead(events: readonly ReadMemberEvent[]): boolean {
  const last = events.findLast(({ type }) => type === 'MemberDied' || type === 'MemberDeathWithdrawn');
  return last?.type === 'MemberDied';
}
