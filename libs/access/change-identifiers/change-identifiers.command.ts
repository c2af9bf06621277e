import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import type { Day } from '#statute';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import type { InsuredIdentifiers } from '../domain/identifiers.js';
import { judgeIdentifiers, memberOf } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';

export class ChangeIdentifiers extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly identifiers: InsuredIdentifiers,
    readonly effectiveFrom: Day,
  ) {
    super();
  }
}

/** The directory first, the event after it: where the event is missing, the same said again writes it. */
@CommandHandler(ChangeIdentifiers)
export class ChangeIdentifiersHandler implements ICommandHandler<ChangeIdentifiers, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(DirectoryChanges) private readonly changes: DirectoryChanges,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  async execute({ change, identifiers, effectiveFrom }: ChangeIdentifiers): Promise<MemberChanged> {
    const { association, ref } = change;
    await presentMember(this.persons, association, ref);
    const outcome = await this.changes.identify(association, ref, identifiers, effectiveFrom);
    if (outcome === 'taken') throw new Refusal('member-taken');
    if (outcome === 'contradicts') throw new Refusal('member-change-differs');
    const entry = (await this.directory.read(association, [ref])).get(ref)!;
    const { insurerNumber, symbol, number, branch } = entry.former?.at(-1) ?? entry;
    const former = { insurerNumber, symbol, number, branch };
    return this.facts.change(change, (facts) => {
      const verdict = judgeIdentifiers(memberOf(facts.map(({ event }) => event)), { identifiers, effectiveFrom });
      if (verdict === 'contradicts') throw new Refusal('member-change-differs');
      if (verdict === 'known') return { stands: facts.findLast(({ event }) => event.type === 'IdentifierChanged')! };
      return { write: { type: 'IdentifierChanged', data: {}, sealed: { identifiers, former, effectiveFrom } } };
    });
  }
}
