import { Inject, Injectable } from '@nestjs/common';
import { Persons } from '../directory/persons.js';
import { flagsOf, type FlagPeriod } from '../domain/flags.js';
import { MemberFacts } from './member-facts.js';

/** Flags as officers and auditors are shown them. */
@Injectable()
export class MemberFlags {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  /** Those of every reference of the person, oldest first: what was said under one protects under all. */
  async of(association: string, ref: string): Promise<FlagPeriod[]> {
    const flags: FlagPeriod[] = [];
    for (const one of await this.persons.references(association, ref)) {
      const facts = await this.facts.read(association, one);
      flags.push(...flagsOf(facts.map(({ event }) => event)));
    }
    return flags.sort((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)));
  }
}
