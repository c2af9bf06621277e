import { aLine, anArrangement, aTransfer, blocksOf, codesOf, ruleset } from '../testing/builders.js';
import { assess } from './assess.js';
import type { TransferFacts } from './facts.js';

const keep = (record: Partial<TransferFacts['record']>, over: Partial<TransferFacts> = {}) => {
  const transfer = aTransfer({ record: { ...aTransfer().record, ...record }, ...over });
  return assess(ruleset, transfer, aLine());
};
const paper = { arrangement: anArrangement({ contract: { ref: '団体契約書' } }) };
const byContract = { method: 'CONTRACT', seriesClosed: true, servesPerson: true } as const;

describe('the method of a record, Rules 19 and 23', () => {
  it('ends a closed batch three years from its last send, and an open one never', () => {
    expect(keep({ method: 'BATCH', seriesClosed: true, lastOn: '2026-04-30' }).retainUntil).toBe('2029-04-29');
    expect(keep({ method: 'BATCH', lastOn: '2026-04-30' }).retainUntil).toBeNull();
  });

  it('takes a batch that no arrangement and no period shows as made each time', () => {
    const judged = keep({ method: 'BATCH', seriesClosed: true }, { arrangement: null, ground: { route: 'C1' } });
    expect(judged).toMatchObject({ method: 'EACH', retainUntil: '2029-04-01' });
    expect(codesOf(judged)).toContain('RECORD_SERIES_MISSING');
    const declared = keep(
      { method: 'BATCH', seriesClosed: true, seriesDeclared: true },
      { arrangement: null, ground: { route: 'C1' } },
    );
    expect(declared.method).toBe('BATCH');
  });

  it('takes the day of the send where the record was made before it', () => {
    expect(keep({ madeOn: '2026-03-01' }).retainUntil).toBe('2029-04-01');
  });

  it('lets a contract stand for the record where it exists and the provision serves the person', () => {
    expect(keep(byContract, paper)).toMatchObject({ method: 'CONTRACT', retainUntil: '2027-03-31', findings: [] });
  });

  it.each([
    ['its paper', byContract, {}, 'RECORD_PAPER_MISSING'],
    ['a service to the person', { ...byContract, servesPerson: false }, paper, 'RECORD_SERVICE_MISSING'],
    ['a word on the service', { method: 'CONTRACT', seriesClosed: true }, paper, 'RECORD_SERVICE_MISSING'],
  ] as const)('takes a contract substitute without %s as made each time', (_, record, over, code) => {
    const judged = keep(record, over);
    expect(judged).toMatchObject({ method: 'EACH', retainUntil: '2029-04-01', allowed: true });
    expect(codesOf(judged)).toEqual([code]);
  });

  it('takes no contract that was made with somebody else', () => {
    const arrangement = anArrangement({ contract: { ref: 'c' }, partyIncluded: false });
    expect(codesOf(keep(byContract, { arrangement }))).toContain('RECORD_PAPER_MISSING');
  });

  it('keeps a record that the other side made as long as its method asks, GL 3-7-4-2-4', () => {
    expect(keep({ method: 'PROXY' })).toMatchObject({ method: 'PROXY', retainUntil: '2029-04-01' });
    expect(keep({ ...byContract, method: 'PROXY', proxyMethod: 'CONTRACT' }, paper).retainUntil).toBe('2027-03-31');
    expect(keep({ ...byContract, method: 'PROXY', proxyMethod: 'CONTRACT' }).retainUntil).toBe('2029-04-01');
    expect(keep({ method: 'PROXY', proxyMethod: 'BATCH' }).retainUntil).toBeNull();
  });

  const optOut = { ground: { route: 'O' as const, optOut: { filingNo: '第1号', published: true } } };
  it('takes no proxy that made one record of many for opt-out, Rules 19(2)', () => {
    expect(keep({ method: 'PROXY', proxyMethod: 'EACH' }, optOut)).toMatchObject({ method: 'PROXY', allowed: true });
    const judged = keep({ method: 'PROXY', proxyMethod: 'BATCH' }, optOut);
    expect(blocksOf(judged)).toEqual(['RECORD_METHOD_CLOSED']);
    expect(judged.retainUntil).toBe('2029-04-01');
  });

  it('takes the method of the arrangement, then each time, where the poster names none', () => {
    expect(keep({ method: null }, { arrangement: anArrangement({ recordMethod: 'BATCH' }) }).method).toBe('BATCH');
    expect(keep({ method: null }).method).toBe('EACH');
  });

  it('has no method and no end where no record is due', () => {
    const ground = { route: 'N1' as const, contractRef: 'c', supervisionRef: 's' };
    expect(keep({}, { ground })).toMatchObject({ duty: 'NONE', method: null, retainUntil: null });
  });
});

describe('fields left out because a kept record holds them, Rules 20(2), 22(3), 24(2)', () => {
  const base = (kept: boolean) => ({ base: { record: 'r-1', kept, omits: ['party'] } });
  it('need the record to be kept', () => {
    expect(blocksOf(keep(base(true)))).toEqual([]);
    expect(blocksOf(keep(base(false)))).toEqual(['RECORD_BASE_GONE']);
    expect(blocksOf(keep(base(false), { ground: { route: 'E4', body: 'b', duty: 'd', hindrance: 'h' } }))).toEqual([]);
  });

  const received = (kept: boolean) => {
    const confirmation = {
      providerHow: null,
      acquisition: null,
      acquisitionHow: null,
      sameAs: { record: 'r-1', kept },
    };
    const arrangement = anArrangement({ kind: 'receipt-feed' });
    return codesOf(keep({}, { direction: 'IN', confirmation, arrangement }));
  };
  it('A21: an identical confirmation is enough while its record is kept', () => {
    expect(received(true)).toEqual([]);
    expect(received(false)).toEqual(['CONFIRMATION_BASE_GONE', 'NO_ORIGIN', 'PROVIDER_NOT_CONFIRMED']);
  });
});
