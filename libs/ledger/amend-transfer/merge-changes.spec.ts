import { toStatement } from '../record-transfer/to-statement.js';
import { aStatement, details } from '../testing/statements.js';
import { mergeChanges, type Changes } from './merge-changes.js';

const record = { method: 'EACH', seriesId: 'S-1', madeOn: '2026-06-11', proxyBy: null, baseRecord: null } as const;
const before = aStatement({
  occurredAt: '2026-06-10T01:00:00.000Z',
  occurredOn: '2026-06-10',
  period: { from: '2026-06-01', to: '2026-06-30' },
  details: details({ record, upstream: 'a file', ground: { contractRef: 'K-1' } }),
});
const merged = (changes: Changes, madeOn: string | null = '2026-06-11') => mergeChanges(before, madeOn, changes);
const restated = (changes: Changes) => toStatement(merged(changes), before.phase, before.members).statement;

describe('a statement with changes in it', () => {
  it('is the same statement where nothing is changed', () => {
    expect(restated({})).toEqual(before);
  });

  it('keeps a field whose change is undefined, as a field that was left out', () => {
    expect(restated({ means: undefined, upstream: undefined, occurredOn: undefined } as Changes)).toEqual(before);
  });

  it('loses what a change says is null', () => {
    expect(restated({ period: null, arrangement: null })).toEqual({ ...before, period: null, arrangement: null });
  });

  it('replaces a part as a whole', () => {
    const ground = { protects: '財産' };
    const party = { name: '見本商店', class: 'EMPLOYER', location: 'JP' } as const;
    const after = restated({ ground, party, items: [{ code: 'SEX' }] });
    expect(after.details.ground).toEqual(ground);
    expect(after.party).toEqual({ ...party, address: null, representative: null });
    expect(after.items).toEqual(['SEX']);
  });

  it('replaces both forms of the moment by either', () => {
    expect(restated({ occurredOn: '2026-06-12' })).toMatchObject({ occurredAt: null, occurredOn: '2026-06-12' });
    expect(restated({ occurredAt: '2026-06-12T16:00:00Z' })).toMatchObject({
      occurredAt: '2026-06-12T16:00:00.000Z',
      occurredOn: '2026-06-13',
    });
  });
});

describe('the day on which the record counts as made, from which retention is counted (Rules 21, 25)', () => {
  it('stays where the changes name none', () => {
    expect(merged({ means: 'PAPER' }).record).toEqual(record);
  });

  it('stays where only the method is changed, and the rest of the record goes', () => {
    expect(merged({ record: { method: 'BATCH' } }).record).toEqual({ method: 'BATCH', madeOn: '2026-06-11' });
  });

  it('stays where a change says that it is null', () => {
    expect(merged({ record: { method: 'BATCH', madeOn: null } }).record!.madeOn).toBe('2026-06-11');
    expect(merged({ record: null }).record).toEqual(record);
  });

  it('is what a change says', () => {
    expect(merged({ record: { madeOn: '2026-06-01' } }).record!.madeOn).toBe('2026-06-01');
  });

  it('is open for a completion, whose record is made at that moment', () => {
    expect(merged({}, null).record!.madeOn).toBeNull();
  });
});
