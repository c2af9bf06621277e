import { Inject, Injectable } from '@nestjs/common';
import { keepingOf, rulesetById, type Day, type Keeping, type KeptRecord } from '#statute';
import { Dependents } from './dependents.js';
import { Holds } from './holds.js';
import { KeepingSettings } from './keeping-settings.js';
import { recordIdOf, type RecordFacts } from './record-facts.js';
import { SeriesStates, type ClosedBy, type SeriesState } from './series-states.js';

/** A record's keeping, and the series that it is a part of. */
export interface RecordKeeping extends Keeping {
  readonly series: (SeriesState & { readonly closedBy: ClosedBy | null }) | null;
}

/** Says of records how long each is kept and what stands against its disposal, as of a day. */
@Injectable()
export class Keepings {
  constructor(
    @Inject(Dependents) private readonly dependents: Dependents,
    @Inject(SeriesStates) private readonly series: SeriesStates,
    @Inject(Holds) private readonly holds: Holds,
    @Inject(KeepingSettings) private readonly settings: KeepingSettings,
  ) {}

  /** In the order of the records. */
  async of(association: string, records: readonly RecordFacts[], asOf: Day): Promise<RecordKeeping[]> {
    if (records.length === 0) return [];
    const dependentsOf = await this.dependents.of(association, records);
    const all = withDependents(records, dependentsOf);
    const ids = all.flatMap(({ seriesId }) => (seriesId === null ? [] : [seriesId]));
    const series = await this.series.of(association, ids, asOf);
    const extensionsOf = await this.holds.of(association);
    const keepLaterDate = await this.settings.keepLaterDate(association, asOf);
    const keptOf = (record: RecordFacts, above: ReadonlySet<string>): KeptRecord => {
      const state = record.seriesId === null ? undefined : series.get(record.seriesId);
      const path = new Set([...above, recordIdOf(record)]);
      return {
        method: record.method,
        proxyMethod: record.proxyMethod,
        madeOn: record.madeOn,
        lastOn: state?.lastOn ?? record.occurredOn,
        // Without a series nobody declared a period: such a record ends with its own day.
        seriesClosed: state ? state.closedBy !== null : true,
        extensions: extensionsOf(record),
        dependents: dependentsOf(record)
          .filter((one) => !path.has(recordIdOf(one)))
          .map((one) => keptOf(one, path)),
      };
    };
    return records.map((record) => {
      const years = rulesetById(record.ruleset)!.retention;
      const kept = keptOf(record, new Set());
      const state = record.seriesId === null ? null : (series.get(record.seriesId) ?? null);
      return { ...keepingOf(kept, { years, keepLaterDate }), series: state };
    });
  }
}

function withDependents(
  records: readonly RecordFacts[],
  dependentsOf: (record: RecordFacts) => readonly RecordFacts[],
): RecordFacts[] {
  const all = new Map(records.map((record) => [recordIdOf(record), record]));
  // Grows while it is walked: what rests on what rests on it comes behind.
  for (const record of all.values()) for (const one of dependentsOf(record)) all.set(recordIdOf(one), one);
  return [...all.values()];
}
