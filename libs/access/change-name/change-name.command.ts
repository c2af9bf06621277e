import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import type { Day } from '#statute';
import { Directory } from '../directory/directory.js';
import { NameChanges } from '../directory/name-changes.js';
import { Persons } from '../directory/persons.js';
import { judgeName, memberOf } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';
import { refuseFuture } from '../members/refuse-future.js';

export class ChangeName extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    /** Without kana the person's own stays. */
    readonly to: { readonly name: string; readonly kana?: string | null },
    readonly effectiveFrom: Day,
  ) {
    super();
  }
}

/** The directory first, the event after it: where the event is missing, the same said again writes it. */
@CommandHandler(ChangeName)
export class ChangeNameHandler implements ICommandHandler<ChangeName, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(NameChanges) private readonly names: NameChanges,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ change, to, effectiveFrom }: ChangeName): Promise<MemberChanged> {
    const { association, ref } = change;
    refuseFuture(effectiveFrom, this.clock.now(), '/effectiveFrom');
    await presentMember(this.persons, association, ref);
    const entry = (await this.directory.read(association, [ref])).get(ref);
    if (!entry) throw new Refusal('no-such-member');
    const name = { name: to.name, kana: to.kana === undefined ? entry.kana : to.kana };
    const outcome = await this.names.rename(association, ref, name, effectiveFrom);
    if (outcome === 'contradicts') throw new Refusal('member-change-differs');
    return this.facts.change(change, (facts) => {
      const verdict = judgeName(memberOf(facts.map(({ event }) => event)), { ...name, effectiveFrom });
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      if (verdict === 'known') return { stands: facts.findLast(({ event }) => event.type === 'NameChanged')! };
      return { write: { type: 'NameChanged', data: {}, sealed: { ...name, effectiveFrom } } };
    });
  }
}
