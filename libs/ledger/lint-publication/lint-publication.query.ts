import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EVENT_STORE, ProjectionProgress, type EventStore } from '#event-store';
import { Clock } from '#platform';
import { citation, currentRuleset, dayInJapan, lintPublication } from '#statute';
import { associationOn } from '../domain/association.js';
import { versionFor } from '../domain/arrangement-version.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { GROUNDS } from '../projection/grounds.projection.js';
import { AssociationReader } from '../reading/association-reader.js';
import { GroundRows } from '../reading/ground-rows.js';
import type { LintAnswer } from './answers.js';
import type { LintPublicationRequest } from './lint-publication.request.js';
import { toPublication } from './to-publication.js';

/** Arrangements that one look reads, and that one association may have. */
const LOOK = 500;
const ARRANGEMENTS_MAX = 5_000;

export class LintPublication extends Query<LintAnswer> {
  constructor(
    readonly association: string,
    readonly request: LintPublicationRequest,
  ) {
    super();
  }
}

@QueryHandler(LintPublication)
export class LintPublicationHandler implements IQueryHandler<LintPublication, LintAnswer> {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, request }: LintPublication): Promise<LintAnswer> {
    const { on = dayInJapan(this.clock.now().toISOString()) } = request;
    // A check that overlooks what was announced a moment ago would say that all is well.
    const newest = await this.store.head(association);
    if (newest) await this.progress.waitFor(GROUNDS, association, newest);
    const asOf = await this.progress.reached(GROUNDS, association);
    const { events } = await this.associations.history(association);
    const versions = await this.#versionsOn(association, on);
    const publication = toPublication(associationOn(events, on)!, versions, on);
    const ruleset = currentRuleset(on);
    const findings = lintPublication(publication, on).map(({ citations, ...finding }) => ({
      ...finding,
      citations: citations.map((ref) => citation(ruleset, ref)),
    }));
    return { on, asOf, ruleset: ruleset.id, arrangements: publication.arrangements.length, findings };
  }

  async #versionsOn(association: string, on: string) {
    const ids: string[] = [];
    for (let after: string | undefined; ids.length < ARRANGEMENTS_MAX;) {
      const rows = await this.rows.read({ association, kind: 'arrangement', after, limit: LOOK });
      ids.push(...rows.map(({ id }) => id));
      if (rows.length < LOOK) break;
      after = rows.at(-1)!.position;
    }
    const known = await this.arrangements.readAll(association, ids);
    return ids.toSorted().flatMap((id) => versionFor(known.get(id)?.events ?? [], null, on) ?? []);
  }
}
