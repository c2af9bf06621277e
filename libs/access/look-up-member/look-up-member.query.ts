import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { Directory, type Wanted } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';

export interface MemberFound {
  readonly ref: string;
  /** The reference that had the identifiers, where it went into another. */
  readonly under: string | null;
}

export class LookUpMember extends Query<MemberFound> {
  constructor(
    readonly looker: Looker,
    readonly wanted: Wanted,
  ) {
    super();
  }
}

@QueryHandler(LookUpMember)
export class LookUpMemberHandler implements IQueryHandler<LookUpMember, MemberFound> {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, wanted }: LookUpMember): Promise<MemberFound> {
    const { association } = looker;
    const [found] = await this.directory.resolve(association, [wanted]);
    if (!found) throw new Refusal('no-such-member');
    const into = (await this.persons.merged(association, [found])).get(found);
    await this.looks.write(looker, { what: 'MEMBER', member: into ?? found, seen: [] });
    return into === undefined ? { ref: found, under: null } : { ref: into, under: found };
  }
}
