import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import type { Described } from '../directory/search-index.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { MemberFlags } from '../members/member-flags.js';
import { CANDIDATES_MAX, type CandidatesAnswer } from './search-members.answer.js';

export class SearchMembers extends Query<CandidatesAnswer> {
  constructor(
    readonly looker: Looker,
    readonly described: Described,
  ) {
    super();
  }
}

/** Finds by what is folded, and shows what was registered. */
@QueryHandler(SearchMembers)
export class SearchMembersHandler implements IQueryHandler<SearchMembers, CandidatesAnswer> {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, described }: SearchMembers): Promise<CandidatesAnswer> {
    const { association } = looker;
    const found = await this.directory.search(association, described, CANDIDATES_MAX + 1);
    const merged = await this.persons.merged(association, found);
    const refs = [...new Set(found.map((ref) => merged.get(ref) ?? ref))].slice(0, CANDIDATES_MAX);
    const logged = this.looks.write(looker, { what: 'MEMBER', seen: refs.map((member) => ({ member })) });
    const entries = await this.directory.read(association, refs);
    const candidates: CandidatesAnswer['candidates'] = [];
    for (const ref of refs) {
      const entry = entries.get(ref);
      if (!entry) continue;
      const { name, kana, birthDate } = entry;
      const standing = (await this.flags.of(association, ref)).filter(({ until }) => until === null);
      candidates.push({ ref, name, kana, birthDate, flags: [...new Set(standing.map(({ flag }) => flag))] });
    }
    await logged;
    return { candidates, hasMore: found.length > CANDIDATES_MAX };
  }
}
