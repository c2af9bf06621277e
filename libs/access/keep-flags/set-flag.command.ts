import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { Persons } from '../directory/persons.js';
import { flagsOf, judgeFlag, type FlagWish } from '../domain/flags.js';
import { MemberFacts, type KeptMemberFact, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { Portal } from '../members/portal.js';
import { presentMember } from '../members/present-member.js';
import { refuseFuture } from '../members/refuse-future.js';

export class SetFlag extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly wished: FlagWish,
    readonly reason: string,
  ) {
    super();
  }
}

/** The event first: from then on every judgement sees it. The portal closes after it, by the next try at the latest. */
@CommandHandler(SetFlag)
export class SetFlagHandler implements ICommandHandler<SetFlag, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(Portal) private readonly portal: Portal,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ change, wished, reason }: SetFlag): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    refuseFuture(wished.from, this.clock.now());
    const changed = await this.facts.change(change, (facts) => {
      const verdict = judgeFlag(flagsOf(facts.map(({ event }) => event)), wished);
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      const { flag, from } = wished;
      const isSame = ({ event: { type, sealed } }: KeptMemberFact) => type === 'MemberFlagSet' && sealed?.flag === flag;
      if (verdict === 'known') return { stands: facts.findLast(isSame)! };
      return { write: { type: 'MemberFlagSet', data: {}, sealed: { flag, from, reason: maskMyNumbers(reason).text } } };
    });
    await this.portal.settle(association, ref);
    return changed;
  }
}
