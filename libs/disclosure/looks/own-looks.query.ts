import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Persons } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import { AssociationReader } from '#ledger';
import { Clock, decodeCursor, pageOf, rowsToFind, type PageRequest } from '#platform';
import type { OwnLookPageAnswer } from './answers.js';
import { LookRows } from './look-rows.js';
import { lookedAtNamed, purposeNamed, reasonNamed, roleNamed } from './look-words.js';
import { LOOKS } from './looks.projection.js';

export class OwnLooks extends Query<OwnLookPageAnswer> {
  constructor(
    readonly association: string,
    readonly member: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

/** The same in every list: where it stands, nobody can tell whether anything is left out. */
const NOTE = {
  ja: '法令により存在を明らかにできない記録についての閲覧は、この一覧に含まれません。',
  en: 'Looks at records of which the law says that they must not be known to exist are not part of this list.',
} as const;

@QueryHandler(OwnLooks)
export class OwnLooksHandler implements IQueryHandler<OwnLooks, OwnLookPageAnswer> {
  constructor(
    @Inject(LookRows) private readonly looks: LookRows,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, member, page }: OwnLooks): Promise<OwnLookPageAnswer> {
    const { name: organisation } = await this.associations.read(association);
    if (page.atLeast) await this.progress.waitFor(LOOKS, association, page.atLeast);
    const asOf = await this.progress.reached(LOOKS, association);
    const refs = await this.persons.references(association, member);
    const [before] = page.cursor ? decodeCursor(page.cursor, ['position']) : [null];
    const found = await this.looks.shownTo({ association, refs, before: before as string | null }, rowsToFind(page));
    const { rows, next } = pageOf(found, page, ({ position }) => [position]);
    const now = this.clock.now();
    return {
      asOf,
      note: { ...NOTE },
      looks: rows.map(({ at, role, what, purpose, reasonClass, shown, position }) => ({
        at: at.toISOString(),
        role: roleNamed(role),
        organisation: { ...organisation },
        what: lookedAtNamed(what),
        purpose: purposeNamed(purpose, now),
        reason: reasonNamed(reasonClass),
        records: shown,
        position: toPosition(position),
      })),
      next,
    };
  }
}
