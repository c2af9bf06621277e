import { versionFor } from '../domain/arrangement-version.js';
import type { ArrangementHistory } from '../knowledge/arrangement-reader.js';
import type { ArrangementSummaryAnswer } from './answers.js';

/** An arrangement in short, as it is on a day. */
export function summaryOf(id: string, { events }: ArrangementHistory, on: string): ArrangementSummaryAnswer {
  const { data, sealed } = versionFor(events, null, on)!;
  const { kind, version, effectiveFrom, endsOn, parties, routeChosen, cadence, restricted } = data;
  const state = effectiveFrom > on ? 'to-come' : endsOn !== null && endsOn < on ? 'ended' : 'in-effect';
  return {
    id,
    title: sealed?.title ? { ...sealed.title } : null,
    kind,
    state,
    version,
    effectiveFrom,
    endsOn,
    parties: [...parties],
    route: routeChosen,
    cadence: cadence && { ...cadence },
    restricted,
  };
}
