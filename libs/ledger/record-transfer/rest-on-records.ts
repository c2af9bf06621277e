import { Refusal, type FieldError } from '#platform';
import type { ConfirmationFacts, TransferFacts } from '#statute';
import { isSameParty, type NamedRecord } from '../domain/named-record.js';
import type { Statement } from '../domain/statement.js';
import type { RecordLinks } from '../domain/transfer-events.js';

/** Records that a statement points at, by the words it uses for them. */
export type NamedRecords = ReadonlyMap<string, NamedRecord>;

/** The words by which a statement points at other records. */
export function recordsNamedBy({ details }: Pick<Statement, 'details'>): string[] {
  const { record, confirmation } = details;
  return [record.baseRecord, confirmation?.sameAsRecord].filter((text): text is string => typeof text === 'string');
}

/** What of a statement rests on other records. */
export interface Rests {
  readonly links: RecordLinks;
  readonly base: TransferFacts['record']['base'];
  readonly sameAs: ConfirmationFacts['sameAs'];
}

/**
 * Refuses a base that is not kept: the fields left out would be nowhere (Rules 20(2), 24(2)). An identical confirmation
 * that is not kept any more does not count, and the receipt stands without it.
 */
export function restsOn(statement: Statement, records: NamedRecords): Rests {
  const base = baseOf(statement, records);
  const same = sameAsOf(statement, records);
  const { proxyMethod } = statement.details.record;
  return {
    base: base && { record: idOf(base), kept: true, omits: omittedFields(statement, base) },
    sameAs: same && { record: idOf(same), kept: isSameConfirmation(same, statement) },
    links: {
      ...(proxyMethod && { proxyMethod }),
      ...(base && { base: idOf(base) }),
      ...(same && isSameConfirmation(same, statement) && { sameAs: idOf(same) }),
    },
  };
}

function baseOf(statement: Statement, records: NamedRecords): NamedRecord | null {
  const { baseRecord } = statement.details.record;
  if (baseRecord === null) return null;
  const base = known(records, baseRecord, '/record/baseRecord');
  if (base.register !== (statement.direction === 'OUT' ? 'provision' : 'receipt'))
    refuse('record-unknown', '/record/baseRecord', 'is a record of the other register');
  if (base.gone) refuse('record-not-kept', '/record/baseRecord', WHY_GONE[base.gone]);
  return base;
}

function sameAsOf(statement: Statement, records: NamedRecords): NamedRecord | null {
  const text = statement.details.confirmation?.sameAsRecord ?? null;
  return text === null ? null : known(records, text, '/confirmation/sameAsRecord');
}

// Rules 22(3): the same provider, confirmed and recorded before, and the record is still kept.
function isSameConfirmation(record: NamedRecord, { party, direction }: Statement): boolean {
  const { gone, register, holdsAcquisition } = record;
  return direction === 'IN' && register === 'receipt' && !gone && holdsAcquisition && isSameParty(record.party, party);
}

function omittedFields({ details }: Statement, base: NamedRecord): string[] {
  return base.holdsAcquisition && details.confirmation?.acquisition == null ? ['acquisition'] : [];
}

function known(records: NamedRecords, text: string, pointer: string): NamedRecord {
  return records.get(text) ?? refuse('record-unknown', pointer, 'is no record of this association');
}

const WHY_GONE: Readonly<Record<NonNullable<NamedRecord['gone']>, string>> = {
  disposed: 'was disposed of',
  voided: 'was voided',
  due: 'is due for disposal',
  'in-quarantine': 'is of a receipt in quarantine',
};

function refuse(code: 'record-unknown' | 'record-not-kept', pointer: string, detail: string): never {
  const errors: FieldError[] = [{ pointer, detail }];
  throw new Refusal(code, { errors });
}

function idOf({ transfer, line }: NamedRecord): string {
  return line === null ? transfer : `${transfer}:${line}`;
}
