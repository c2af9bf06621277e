import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { dayInJapan, type Day } from '#statute';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { judgeDeath, memberOf } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { Portal } from '../members/portal.js';
import { presentMember } from '../members/present-member.js';

export class RecordDeath extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly deceasedOn: Day,
  ) {
    super();
  }
}

/** The Act is about the living (art. 2(1)): what is sent afterwards is judged so, and nobody looks in for the dead. */
@CommandHandler(RecordDeath)
export class RecordDeathHandler implements ICommandHandler<RecordDeath, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Portal) private readonly portal: Portal,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ change, deceasedOn }: RecordDeath): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    await this.#refuseImpossible(association, ref, deceasedOn);
    const changed = await this.facts.change(change, (facts) => {
      const verdict = judgeDeath(memberOf(facts.map(({ event }) => event)), deceasedOn);
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      if (verdict === 'known') return { stands: facts.findLast(({ event }) => event.type === 'MemberDied')! };
      return { write: { type: 'MemberDied', data: {}, sealed: { deceasedOn } } };
    });
    await this.portal.settle(association, ref);
    return changed;
  }

  async #refuseImpossible(association: string, ref: string, deceasedOn: Day): Promise<void> {
    const birthDate = (await this.directory.read(association, [ref])).get(ref)?.birthDate ?? null;
    const today = dayInJapan(this.clock.now().toISOString());
    const detail =
      deceasedOn > today
        ? 'is in the future'
        : birthDate !== null && deceasedOn < birthDate
          ? 'is before the birth of the member'
          : null;
    if (detail) throw new Refusal('invalid-request', { errors: [{ pointer: '/deceasedOn', detail }] });
  }
}
