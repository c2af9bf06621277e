import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import type { Day } from '#statute';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Persons } from '../directory/persons.js';
import { judgeEligibility, memberOf } from '../domain/member.js';
import type { EligibilityChange } from '../domain/member-events.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';

export class ChangeEligibility extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly wished: { readonly change: EligibilityChange; readonly on: Day },
  ) {
    super();
  }
}

/** Who lost the eligibility stays a member of the ledger: what was shared stays shown, and can still be posted. */
@CommandHandler(ChangeEligibility)
export class ChangeEligibilityHandler implements ICommandHandler<ChangeEligibility, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DirectoryChanges) private readonly changes: DirectoryChanges,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  async execute({ change, wished }: ChangeEligibility): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    const before = memberOf((await this.facts.read(association, ref)).map(({ event }) => event));
    if (judgeEligibility(before, wished) === 'contradicts') throw new Refusal('member-change-differs');
    const outcome =
      wished.change === 'LOST'
        ? await this.changes.leave(association, ref, wished.on)
        : await this.changes.enter(association, ref, wished.on);
    if (outcome === 'taken') throw new Refusal('member-taken');
    if (outcome === 'contradicts') throw new Refusal('member-change-differs');
    return this.facts.change(change, (facts) => {
      const verdict = judgeEligibility(memberOf(facts.map(({ event }) => event)), wished);
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      if (verdict === 'known') return { stands: facts.findLast(({ event }) => event.type === 'EligibilityChanged')! };
      const { change: kind, on } = wished;
      return { write: { type: 'EligibilityChanged', data: { change: kind }, sealed: { on } } };
    });
  }
}
