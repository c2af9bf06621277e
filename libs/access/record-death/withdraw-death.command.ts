import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { Persons } from '../directory/persons.js';
import { memberOf } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { Portal } from '../members/portal.js';
import { presentMember } from '../members/present-member.js';

export class WithdrawDeath extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly reason: string,
  ) {
    super();
  }
}

/** Somebody living was taken for dead. What was recorded meanwhile stays as it was judged. */
@CommandHandler(WithdrawDeath)
export class WithdrawDeathHandler implements ICommandHandler<WithdrawDeath, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Portal) private readonly portal: Portal,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  async execute({ change, reason }: WithdrawDeath): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    const changed = await this.facts.change(change, (facts) => {
      const isDead = memberOf(facts.map(({ event }) => event)).deceasedOn !== null;
      const withdrawn = facts.findLast(({ event }) => event.type === 'MemberDeathWithdrawn');
      if (!isDead && !withdrawn) throw new Refusal('member-change-differs');
      if (!isDead) return { stands: withdrawn! };
      return { write: { type: 'MemberDeathWithdrawn', data: {}, sealed: { reason: maskMyNumbers(reason).text } } };
    });
    await this.portal.settle(association, ref);
    return changed;
  }
}
