import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { DirectoryChanges } from '../directory/directory-changes.js';
import { Persons } from '../directory/persons.js';
import { memberOf } from '../domain/member.js';
import { MemberFacts, type MemberChange, type MemberChanged } from '../members/member-facts.js';
import { presentMember } from '../members/present-member.js';

export class MergeMembers extends Command<MemberChanged> {
  constructor(
    readonly change: MemberChange,
    readonly into: string,
    readonly reason: string,
  ) {
    super();
  }
}

/**
 * One person was registered twice. The reference goes into the other with its lines, declarations and identifiers; both
 * streams say so. Broken off anywhere, the same said again brings it to its end.
 */
@CommandHandler(MergeMembers)
export class MergeMembersHandler implements ICommandHandler<MergeMembers, MemberChanged> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DirectoryChanges) private readonly changes: DirectoryChanges,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
  ) {}

  async execute({ change, into, reason }: MergeMembers): Promise<MemberChanged> {
    const { association, ref } = change;
    const state = await this.persons.state(association, ref);
    if (!state) throw new Refusal('no-such-member');
    if (state.erasedAt !== null) throw new Refusal('member-erased');
    if (ref === into) {
      throw new Refusal('invalid-request', { errors: [{ pointer: '/into', detail: 'is the same reference' }] });
    }
    if (state.ref !== ref && state.ref !== into) throw new Refusal('member-merged', { into: state.ref });
    if (!(await this.persons.state(association, into))) {
      throw new Refusal('member-unknown', {
        errors: [{ pointer: '/into', detail: 'is no member of this association' }],
      });
    }
    await presentMember(this.persons, association, into);
    // Asked before: afterwards they are the other's.
    const refs = [ref, ...memberOf((await this.facts.read(association, ref)).map(({ event }) => event)).absorbed];
    const outcome = await this.changes.merge(association, ref, into);
    if (outcome === 'contradicts') throw new Refusal('member-change-differs');
    await this.facts.change({ ...change, ref: into }, (facts) => {
      const known = facts.find(({ event }) => event.type === 'MemberAbsorbed' && event.data.refs.includes(ref));
      return known ? { stands: known } : { write: { type: 'MemberAbsorbed', data: { refs }, sealed: null } };
    });
    return this.facts.change(change, (facts) => {
      const known = facts.find(({ event }) => event.type === 'MemberMerged');
      if (known) return { stands: known };
      return { write: { type: 'MemberMerged', data: { into }, sealed: { reason: maskMyNumbers(reason).text } } };
    });
  }
}
