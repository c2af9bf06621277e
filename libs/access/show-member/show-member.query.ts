import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { comesOfAgeOn } from '#statute';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { memberOf } from '../domain/member.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { MemberFacts } from '../members/member-facts.js';
import { MemberFlags } from '../members/member-flags.js';
import type { MemberAnswer } from './show-member.answer.js';

export class ShowMember extends Query<MemberAnswer> {
  constructor(
    readonly looker: Looker,
    readonly ref: string,
  ) {
    super();
  }
}

@QueryHandler(ShowMember)
export class ShowMemberHandler implements IQueryHandler<ShowMember, MemberAnswer> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, ref }: ShowMember): Promise<MemberAnswer> {
    const { association } = looker;
    const state = await this.persons.state(association, ref);
    if (!state) throw new Refusal('no-such-member');
    const logged = this.looks.write(looker, { what: 'MEMBER', member: ref, seen: [] });
    const entry = (await this.directory.read(association, [ref])).get(ref);
    const facts = await this.facts.read(association, ref);
    const { absorbed, eligibility, deceasedOn } = memberOf(facts.map(({ event }) => event));
    await logged;
    return {
      ref,
      mergedInto: state.ref === ref ? null : state.ref,
      absorbed: [...absorbed],
      name: entry?.name ?? null,
      kana: entry?.kana ?? null,
      birthDate: entry?.birthDate ?? null,
      identifiers: entry
        ? { insurerNumber: entry.insurerNumber, symbol: entry.symbol, number: entry.number, branch: entry.branch }
        : null,
      ownKey: entry?.ownKey ?? null,
      former: [...(entry?.former ?? [])],
      eligibility: [...eligibility],
      comesOfAgeOn: entry?.birthDate ? comesOfAgeOn(entry.birthDate) : null,
      deceasedOn,
      erasedAt: state.erasedAt,
      flags: await this.flags.of(association, ref),
      portal: state.isClosed ? 'closed' : 'open',
      history: facts.map(({ stored: { position, envelope } }) => ({
        type: envelope.type,
        position,
        recordedAt: envelope.recordedAt,
      })),
    };
  }
}
