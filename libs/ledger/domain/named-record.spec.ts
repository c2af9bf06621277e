import { aGroup, aHeader, aSealedHeader, fold } from '../testing/judgements.js';
import { FIRST } from '../testing/statements.js';
import { namedRecord } from './named-record.js';
import { recordReference } from './record-reference.js';
import type { SubjectEvent } from './transfer.js';
import type { Group, TransferHeader } from './transfer-events.js';

const TRANSFER = '55555555-5555-4555-8555-555555555555';
const ref = { transfer: TRANSFER, line: 1 };
const line = { consentId: null, statedConsentId: null, items: null, partySubjectId: null };

const recorded = (header: Partial<TransferHeader> = {}, group: Partial<Group> = {}): SubjectEvent => ({
  subject: FIRST,
  event: {
    type: 'TransferRecorded',
    data: { header: aHeader(header), group: aGroup(group) },
    sealed: { header: aSealedHeader(), line },
  },
});
const disposed: SubjectEvent = {
  subject: null,
  event: { type: 'RecordsDisposed', data: { disposal: TRANSFER, lines: [[1, 1]] }, sealed: null },
};
const voided: SubjectEvent = {
  subject: null,
  event: { type: 'TransferVoided', data: { version: 1 }, sealed: { reason: '' } },
};

const goneOn = (today: string, ...events: readonly SubjectEvent[]) => namedRecord(fold(...events), ref, today)?.gone;

describe('a record that another one names', () => {
  it('is kept until the end of its statutory time, the last day included', () => {
    expect(goneOn('2029-06-11', recorded())).toBeNull();
    expect(goneOn('2029-06-12', recorded())).toBe('due');
  });

  it('is kept as long as the last day of its period may be the last of its series', () => {
    const batch = recorded({ period: { from: '2026-06-01', to: '2026-06-30' } }, { method: 'BATCH' });
    expect([goneOn('2029-06-29', batch), goneOn('2029-06-30', batch)]).toEqual([null, 'due']);
    expect(goneOn('2099-01-01', recorded({}, { method: 'CONTRACT' }))).toBeNull();
  });

  it('is gone once it was disposed of, voided, or while it is in quarantine', () => {
    expect(goneOn('2026-07-01', recorded(), disposed)).toBe('disposed');
    expect(goneOn('2026-07-01', recorded(), voided)).toBe('voided');
    expect(goneOn('2026-07-01', recorded({ direction: 'IN' }, { duty: 'REC_24_1_II', quarantine: 'NO_ORIGIN' }))).toBe(
      'in-quarantine',
    );
  });

  it('is none where no record is owed, the line does not exist, or nothing was done yet', () => {
    expect(goneOn('2026-07-01', recorded({}, { duty: 'NONE' }))).toBeUndefined();
    expect(namedRecord(fold(recorded()), { ...ref, line: 2 }, '2026-07-01')).toBeNull();
    expect(goneOn('2026-07-01', recorded({ phase: 'planned' }))).toBeUndefined();
    expect(goneOn('2026-07-01')).toBeUndefined();
  });
});

describe('a reference to a record', () => {
  it('is a transfer, with or without a line', () => {
    expect(recordReference(TRANSFER)).toEqual({ transfer: TRANSFER, line: null });
    expect(recordReference(`${TRANSFER}:12`)).toEqual({ transfer: TRANSFER, line: 12 });
  });

  it.each(['', 'B-1', `${TRANSFER}:0`, `${TRANSFER}:1:2`, 'ABCDEF00-5555-4555-8555-555555555555'])(
    'is not %j',
    (text) => {
      expect(recordReference(text)).toBeNull();
    },
  );
});
