import { dayInJapan } from '#statute';
import type { Statement } from '../domain/statement.js';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';

type Fields = Omit<RecordTransferRequest, 'source' | 'externalId' | 'phase' | 'onBlocked' | 'members'>;
export type Changes = Partial<Fields>;

/**
 * A statement in the form of a request, with the changed fields in place of the old ones. `madeOn`: the day on which
 * the record counts as made where the changes name none, for its retention is counted from there.
 */
export function mergeChanges(statement: Statement, madeOn: string | null, changes: Changes): Fields {
  const stated: Changes = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  // Either form of the moment replaces both, or a changed day would meet the old instant.
  const { occurredAt, occurredOn } = statement;
  const moment = 'occurredAt' in stated || 'occurredOn' in stated ? {} : { occurredAt, occurredOn };
  const { direction, arrangement, party, dataKind, purpose, means, items, details } = statement;
  const before = {
    direction,
    arrangement,
    party,
    period: periodAround(statement, stated),
    dataKind,
    purpose,
    means,
    ...details,
  };
  const record = { ...(stated.record ?? details.record), madeOn: stated.record?.madeOn ?? madeOn };
  return { ...before, items: items.map((code) => ({ code })), ...moment, ...stated, record } as unknown as Fields;
}

// A day that moves out of the period of its record belongs to another one.
function periodAround({ period, occurredOn }: Statement, stated: Changes): Statement['period'] {
  const day =
    stated.occurredOn ?? (stated.occurredAt ? dayInJapan(new Date(stated.occurredAt).toISOString()) : occurredOn);
  return period && period.from <= day && day <= period.to ? period : null;
}
