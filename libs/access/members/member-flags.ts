import { Inject, Injectable } from '@nestjs/common';
import { dayInJapan, type Day } from '#statute';
import { Persons } from '../directory/persons.js';
import { flagsOf, flagsSince, type FlagPeriod } from '../domain/flags.js';
import type { MemberFlag } from '../domain/member-events.js';
import type { ReadMemberEvent } from '../domain/member.js';
import { MemberFacts } from './member-facts.js';

/** The flags of a person, oldest first, and those that stood at any time since a day. */
export interface PersonFlags {
  readonly periods: readonly FlagPeriod[];
  readonly since: (day: Day) => MemberFlag[];
}

/** Flags as officers and auditors are shown them. */
@Injectable()
export class MemberFlags {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  /** Those of every reference of the person, oldest first: what was said under one protects under all. */
  async of(association: string, ref: string): Promise<FlagPeriod[]> {
    return [...(await this.read(association, ref)).periods];
  }

  async read(association: string, ref: string): Promise<PersonFlags> {
    const periods: FlagPeriod[] = [];
    const known: { readonly event: ReadMemberEvent; readonly recordedOn: Day }[][] = [];
    for (const one of await this.persons.references(association, ref)) {
      const facts = await this.facts.read(association, one);
      periods.push(...flagsOf(facts.map(({ event }) => event)));
      known.push(facts.map(({ event, stored }) => ({ event, recordedOn: dayInJapan(stored.envelope.recordedAt) })));
    }
    return {
      periods: periods.sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from))),
      since: (day) => [...new Set(known.flatMap((facts) => flagsSince(facts, day)))].sort(),
    };
  }
}
