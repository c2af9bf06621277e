import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { ProjectionProgress } from '#event-store';
import { decodeCursor, ofAssociation, pageOf, rowsToFind } from '#platform';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import type { ErasureAnswer, ErasurePageAnswer } from './erasure.answer.js';
import { ErasureStreams } from './erasure-streams.js';
import { ErasureWords } from './erasure-words.js';
import { ERASURES } from './erasures.projection.js';
import type { ListErasuresRequest } from './erasures.request.js';

export class ShowErasure extends Query<ErasureAnswer> {
  constructor(
    readonly looker: Looker,
    readonly erasureId: string,
  ) {
    super();
  }
}

export class ListErasures extends Query<ErasurePageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly request: ListErasuresRequest,
  ) {
    super();
  }
}

@QueryHandler(ShowErasure)
export class ShowErasureHandler implements IQueryHandler<ShowErasure, ErasureAnswer> {
  constructor(
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(ErasureWords) private readonly words: ErasureWords,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, erasureId }: ShowErasure): Promise<ErasureAnswer> {
    const { association } = looker;
    const erasure = await this.streams.read(association, erasureId);
    const { member } = erasure;
    const logged = this.looks.write(looker, { what: 'MEMBER', member, seen: [] });
    const answer = await this.words.of(association, [erasure]);
    await logged;
    return answer[0]!;
  }
}

/** Finds erasures by the rows, and says of each what stands in its stream. */
@QueryHandler(ListErasures)
export class ListErasuresHandler implements IQueryHandler<ListErasures, ErasurePageAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(ErasureWords) private readonly words: ErasureWords,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, request }: ListErasures): Promise<ErasurePageAnswer> {
    const { association } = looker;
    if (request.atLeast) await this.progress.waitFor(ERASURES, association, request.atLeast);
    const [before] = request.cursor ? decodeCursor(request.cursor, ['position']) : [null];
    const { rows: found } = await ofAssociation(this.pool, association).query<{ id: string; position: string }>(
      `SELECT erasure_id AS id, position FROM access.erasure
       WHERE association = $1 AND ($2::bigint IS NULL OR position < $2) ORDER BY position DESC LIMIT $3`,
      [association, before, rowsToFind(request)],
    );
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const read = await Promise.all(rows.map(({ id }) => this.streams.read(association, id)));
    const logged = this.looks.write(looker, { what: 'MEMBER', seen: read.map(({ member }) => ({ member })) });
    const erasures = await this.words.of(association, read);
    await logged;
    return { erasures, next };
  }
}
