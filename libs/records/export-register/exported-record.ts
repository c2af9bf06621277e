import type { NamedCode } from '#ledger';
import { csvCell } from '#platform';
import type { RecordAnswer } from '../list-records/answers.js';

/** A version that was corrected since: what it said, and where that stands in the log. */
export interface EarlierVersion {
  readonly version: number;
  readonly recordedAt: string;
  readonly occurredOn: string;
  readonly party: RecordAnswer['party'];
  readonly items: readonly NamedCode[];
  readonly purpose: NamedCode;
  readonly position: string;
  /** Of the event that made the version count; base64. */
  readonly leafHash: string;
}

/** A record as it is taken away: with its place in the log, and what it said before it was corrected. */
export interface ExportedRecord extends RecordAnswer {
  readonly linePosition: string;
  readonly leafHash: string;
  /** Why it was corrected last; null where it was not, or the key is gone. */
  readonly correctionReason: string | null;
  readonly earlier: readonly EarlierVersion[];
}

/** What stands in the place of a person of whom nothing can be read any more. */
const ERASED = '[消去済み]';

type Column = readonly [name: string, of: (record: ExportedRecord) => string | null];

const COLUMNS: readonly Column[] = [
  ['record', ({ id }) => id],
  ['status', ({ status }) => status],
  ['duty', ({ duty }) => duty],
  ['route', ({ route }) => route],
  ['method', ({ method }) => method],
  ['proxyBy', ({ proxyBy }) => proxyBy],
  ['occurredOn', ({ occurredOn }) => occurredOn],
  ['periodFrom', ({ series }) => series?.from ?? null],
  ['periodTo', ({ series }) => series?.to ?? null],
  ['firstOn', ({ series }) => series?.firstOn ?? null],
  ['lastOn', ({ series }) => series?.lastOn ?? null],
  ['partyName', ({ party }) => party.name],
  ['partyAddress', ({ party }) => party.address],
  ['partyRepresentative', ({ party }) => party.representative],
  ['memberRef', ({ person }) => person.ref],
  ['name', ({ person }) => (person.erased ? ERASED : person.name)],
  ['symbol', ({ person }) => person.symbol],
  ['number', ({ person }) => person.number],
  ['branch', ({ person }) => person.branch],
  ['items', ({ items }) => items.map(({ ja }) => ja).join('、')],
  ['consent', ({ consentId }) => consentId],
  ['acquisition', ({ acquisition }) => acquisition],
  ['missing', ({ missing }) => missing.join(' ')],
  ['madeOn', ({ madeOn }) => madeOn],
  ['retainUntil', ({ retainUntil }) => retainUntil],
  ['notEvidencedBefore', ({ notEvidencedBefore }) => notEvidencedBefore],
  ['position', ({ linePosition }) => linePosition],
  ['leafHash', ({ leafHash }) => leafHash],
  ['correctionReason', ({ correctionReason }) => correctionReason],
  ['earlier', ({ earlier }) => (earlier.length === 0 ? null : JSON.stringify(earlier))],
];

// Programs take a file without this mark for one of another charset.
export const CSV_HEADER = `\uFEFF${COLUMNS.map(([name]) => name).join(',')}\r\n`;

export function csvLine(record: ExportedRecord): string {
  return `${COLUMNS.map(([, of]) => csvCell(of(record))).join(',')}\r\n`;
}
