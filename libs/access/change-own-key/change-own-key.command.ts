import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Persons } from '../directory/persons.js';
import { judgeOwnKey, memberOf, type OwnKeyFrom } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';

export class ChangeOwnKey extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly wished: OwnKeyFrom,
  ) {
    super();
  }
}

/** The directory first, the event after it: one whose event is missing has it written by the next try. */
@CommandHandler(ChangeOwnKey)
export class ChangeOwnKeyHandler implements ICommandHandler<ChangeOwnKey, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DirectoryChanges) private readonly changes: DirectoryChanges,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  async execute({ change, wished }: ChangeOwnKey): Promise<MemberChanged> {
    const { association, ref } = change;
    const { ownKey, effectiveFrom } = wished;
    await presentMember(this.persons, association, ref);
    const outcome = await this.changes.giveOwnKey(association, ref, ownKey, effectiveFrom);
    if (outcome === 'taken') throw new Refusal('member-taken');
    if (outcome === 'contradicts') throw new Refusal('member-change-differs');
    return this.facts.change(change, (facts) => {
      const verdict = judgeOwnKey(memberOf(facts.map(({ event }) => event)), wished);
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      if (verdict === 'known') return { stands: facts.findLast(({ event }) => event.type === 'OwnKeyChanged')! };
      return { write: { type: 'OwnKeyChanged', data: {}, sealed: { ownKey, effectiveFrom } } };
    });
  }
}
