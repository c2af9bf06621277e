import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { Persons } from '../directory/persons.js';
import { flagsOf, isFlagged, judgeLifting, type FlagWish } from '../domain/flags.js';
import { MemberFacts, type KeptMemberFact, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { Portal } from '../members/portal.js';
import { presentMember } from '../members/present-member.js';
import { refuseFuture } from '../members/refuse-future.js';

export class LiftFlag extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly wished: FlagWish,
    readonly reason: string,
  ) {
    super();
  }
}

/** A flag may stand under several references of one person; it is lifted under each. */
@CommandHandler(LiftFlag)
export class LiftFlagHandler implements ICommandHandler<LiftFlag, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(Portal) private readonly portal: Portal,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ change, wished, reason }: LiftFlag): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    refuseFuture(wished.from, this.clock.now());
    const flagged = await this.#flagged(association, ref, wished);
    let changed: MemberChanged | null = null;
    for (const one of flagged.length === 0 ? [ref] : flagged) {
      changed = await this.#lift({ ...change, ref: one }, wished, reason);
    }
    await this.portal.settle(association, ref);
    return { ...changed!, ref };
  }

  async #flagged(association: string, ref: string, { flag }: FlagWish): Promise<string[]> {
    const flagged: string[] = [];
    for (const one of await this.persons.references(association, ref)) {
      const facts = await this.facts.read(association, one);
      if (isFlagged(flagsOf(facts.map(({ event }) => event)), flag)) flagged.push(one);
    }
    return flagged;
  }

  #lift(change: MemberChange, wished: FlagWish, reason: string): Promise<MemberChanged> {
    return this.facts.change(change, (facts) => {
      const verdict = judgeLifting(flagsOf(facts.map(({ event }) => event)), wished);
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      const { flag, from } = wished;
      const isSame = ({ event: { type, sealed } }: KeptMemberFact) =>
        type === 'MemberFlagLifted' && sealed?.flag === flag;
      if (verdict === 'known') return { stands: facts.findLast(isSame)! };
      const sealed = { flag, from, reason: maskMyNumbers(reason).text };
      return { write: { type: 'MemberFlagLifted', data: {}, sealed } };
    });
  }
}
