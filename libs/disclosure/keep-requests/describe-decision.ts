import type { Ruleset } from '#statute';
import type { DisclosedContent, Withheld } from '../domain/requests/disclosed-content.js';
import type { DisclosedRecord } from '../domain/requests/request-events.js';
import type { VoluntaryContent } from '../domain/requests/voluntary-content.js';
import { toldWithheld } from '../domain/requests/told-withheld.js';
import type { RequestDecisionAnswer, WithheldAnswer } from './request.answer.js';
import type { KnownRequest, ReadRequestEvent } from './request-reader.js';
import { cited, notOfferedAnswer, tabled, worded } from './request-words.js';

type Decided = Extract<ReadRequestEvent, { type: 'RequestDecided' }>;

/** The decision with what it says; null where there is none. */
export function decidedEvent({ events }: KnownRequest): Decided | null {
  return (events.findLast(({ event }) => event.type === 'RequestDecided')?.event as Decided | undefined) ?? null;
}

/** Every record that the decision froze, with what it said; null where it is about none. */
export function frozenRecords({ events }: KnownRequest): FrozenRecords | null {
  const at = events.findLastIndex(({ event }) => event.type === 'RequestDecided');
  const decided = at < 0 ? null : (events[at]!.event as Decided);
  if (!decided?.data.records) return null;
  const { asOf, list, parts = 0 } = decided.data.records;
  const before = events.slice(0, at).map(({ event }) => event);
  const frozen = before.filter((event) => event.type === 'RequestRecordsFrozen');
  const named = frozen.slice(frozen.length - parts);
  const contents = [...named.map(({ sealed }) => sealed?.disclosed), decided.sealed?.disclosed];
  const isReadable = contents.every((part) => part !== undefined);
  return {
    asOf,
    list: [...named.flatMap(({ data }) => data.list), ...list],
    disclosed: isReadable ? contents.flatMap((part) => part ?? []) : null,
  };
}

export interface FrozenExtras {
  readonly asOf: string;
  readonly isCut: boolean;
  /** Null once the key of the person was destroyed. */
  readonly list: readonly VoluntaryContent[] | null;
}

/** What was told beside the records although no law asks for it; null where nothing was. */
export function frozenExtras({ events }: KnownRequest): FrozenExtras | null {
  const at = events.findLastIndex(({ event }) => event.type === 'RequestDecided');
  const extras = at < 0 ? undefined : (events[at]!.event as Decided).data.extras;
  if (!extras) return null;
  const before = events.slice(0, at).map(({ event }) => event);
  const parts = before.filter((event) => event.type === 'RequestExtrasFrozen').slice(-extras.parts);
  const isReadable = parts.every(({ sealed }) => sealed !== null);
  const list = isReadable ? parts.flatMap(({ sealed }) => sealed?.extras ?? []) : null;
  return { asOf: extras.asOf, isCut: extras.isCut ?? false, list };
}

export interface FrozenRecords {
  readonly asOf: string;
  readonly list: readonly DisclosedRecord[];
  /** Null once the key of the person was destroyed. */
  readonly disclosed: readonly DisclosedContent[] | null;
}

/** What was decided, in words. The person is told why records are withheld as a whole, not which, nor how many. */
export function decisionOf(known: KnownRequest, reader: 'person' | 'officer'): RequestDecisionAnswer | null {
  const decided = decidedEvent(known);
  if (!decided) return null;
  const { ruleset } = known;
  const law = ruleset.requests;
  const {
    outcome,
    decidedOn,
    reason,
    alternative,
    answer,
    withheld,
    corrections = [],
    registrations = [],
    standingId,
  } = decided.data;
  const records = frozenRecords(known);
  const isRecord = (id: string | null) => records?.list.some(({ record }) => record === id) ?? false;
  const withheldWhole = withheld.filter(({ record, field }) => isRecord(record) && field === null).length;
  const count = records && records.list.length - (reader === 'person' ? withheldWhole : 0);
  return {
    outcome: tabled(law.outcomes, outcome),
    decidedOn,
    reason: reason === null ? null : cited(law.refusals, reason, ruleset),
    alternative: alternative === null ? null : cited(law.alternatives, alternative, ruleset),
    method: worded(law.methods, answer.method),
    format: answer.format === undefined ? null : worded(law.formats, answer.format),
    notOffered: notOfferedAnswer(answer.notOffered, ruleset),
    instead: answer.instead && !answer.agreed ? cited([law.methodInstead], law.methodInstead.code, ruleset) : null,
    text: decided.sealed?.text ?? null,
    recordsAsOf: records?.asOf ?? null,
    records: count,
    withheld: toldWithheld(withheld, reader).map((one) => withheldAnswer(one, ruleset)),
    corrections: [...corrections],
    registrations: registrations.map((code) => worded(law.registrations, code)),
    standingId,
  };
}

function withheldAnswer({ record, field, reason }: Withheld, ruleset: Ruleset): WithheldAnswer {
  return { record, field, reason: cited(ruleset.requests.refusals, reason, ruleset) };
}
