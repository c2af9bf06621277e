import { identifiersOn, nameOn, type DirectoryEntry } from '#access';
import type { DescribedLine, ShownTransferRow } from '#ledger';
import { citation, rulesetById, type Duty } from '#statute';
import { toPosition } from '#event-store';
import type { RecordKeeping } from '../keeping/record-keeping.js';
import type { StatutoryRecordRow } from '../projection/rows.js';
import type { RecordAnswer, RecordedSeriesAnswer } from './answers.js';
import { fieldsOf, type Base } from './recorded-fields.js';

/** All that is known of a record. */
export interface KnownRecord {
  readonly row: StatutoryRecordRow;
  readonly transfer: ShownTransferRow;
  readonly described: DescribedLine;
  /** Undefined once the directory knows the person no more. */
  readonly person: DirectoryEntry | undefined;
  readonly keeping: RecordKeeping;
  /** Kept records that hold what this one left out. */
  readonly bases: readonly Base[];
}

/** A record as the register shows it: the items that the law asks for, each marked, and whether they are there. */
export function describeRecord(known: KnownRecord): RecordAnswer {
  const { row, transfer, described, keeping } = known;
  const ruleset = rulesetById(transfer.ruleset)!;
  const { fields, party, consentId, acquisition } = fieldsOf(ruleset.fields[row.duty as Duty], known);
  const missing = fields.filter(({ statutory, present }) => statutory && !present).map(({ code }) => code);
  return {
    id: `${row.transferId}:${row.line}`,
    transfer: row.transferId,
    line: row.line,
    status: statusOf(row, transfer),
    duty: row.duty,
    route: row.route,
    method: row.method,
    proxyMethod: transfer.header.record?.proxyMethod ?? null,
    proxyBy: row.method === 'PROXY' ? described.proxyBy : null,
    contractRef: row.method === 'CONTRACT' ? described.contractRef : null,
    occurredOn: row.occurredOn,
    series: keeping.series && seriesOf(keeping.series),
    party,
    person: personOf(known),
    items: [...described.items],
    consentId,
    acquisition,
    confirmedHow: described.confirmedHow,
    fields,
    complete: missing.length === 0 && row.quarantine === null,
    missing,
    madeOn: row.madeOn,
    retainUntil: keeping.retainUntil,
    disposableFrom: keeping.disposableFrom,
    keptFor: [...keeping.reasons],
    quarantine: row.quarantine,
    notEvidencedBefore: transfer.header.earlier?.notEvidencedBefore ?? null,
    ruleset: ruleset.id,
    position: toPosition(transfer.position),
    citations: REGISTER_CITATIONS[row.register].map((ref) => citation(ruleset, ref)),
  };
}

// What a correction no longer owes is as void as what is void as a whole.
function statusOf({ owed, isMoved }: StatutoryRecordRow, { status }: ShownTransferRow): RecordAnswer['status'] {
  if (!owed) return 'voided';
  if (isMoved && status === 'recorded') return 'corrected';
  return status === 'recorded' ? 'in-force' : status;
}

const REGISTER_CITATIONS = { provision: ['APPI 29(1)', 'APPI 29(2)'], receipt: ['APPI 30(1)', 'APPI 30(3)'] } as const;

// Rules 28: the record of a provider of person-related information names no person.
function personOf({ row, person }: KnownRecord): RecordAnswer['person'] {
  const named = row.duty === 'REC_31_3' ? undefined : person;
  // The person had another name and other identifiers then where they changed since.
  const held = named && identifiersOn(named, row.occurredOn);
  return {
    ref: row.memberRef,
    name: named ? nameOn(named, row.occurredOn).name : null,
    symbol: held?.symbol ?? null,
    number: held?.number ?? null,
    branch: held?.branch ?? null,
    erased: row.duty !== 'REC_31_3' && person === undefined,
  };
}

function seriesOf(series: NonNullable<RecordKeeping['series']>): RecordedSeriesAnswer {
  const { seriesId, periodFrom, periodTo, firstOn, lastOn, closedBy } = series;
  return { id: seriesId, from: periodFrom, to: periodTo, firstOn, lastOn, closedBy };
}
