import { withoutCountsOfRecords, type DutyOfBefore } from './erasure-events.js';
import { erasureOf, isAsProposed, type NotedErasure } from './erasure.js';
import { judgeApproval, judgeExecution } from './four-eyes.js';

const ID = '11111111-1111-4111-8111-111111111111';
const MEMBER = '22222222-2222-4222-8222-222222222222';

const noted = (event: NotedErasure['event'], by: string, revision: number): NotedErasure => ({
  event,
  subject: MEMBER,
  by,
  at: `2026-06-0${revision + 1}T00:00:00Z`,
  position: String(revision + 1),
  leafHash: 'AAAA',
  revision,
});
const proposed = noted(
  {
    type: 'ErasureProposed',
    data: { erasureId: ID, basis: 'NO_LONGER_NEEDED' },
    sealed: { reason: '退会', references: [MEMBER, 'former'] },
  },
  'first',
  0,
);
const approved = noted({ type: 'ErasureApproved', data: { erasureId: ID }, sealed: null }, 'second', 1);
const withdrawn = noted({ type: 'ErasureWithdrawn', data: { erasureId: ID }, sealed: null }, 'first', 1);
const result = { erasureId: ID, references: 1, keys: 2, keyVersion: 1, despite: [] };
const executed = noted({ type: 'ErasureExecuted', data: result, sealed: null }, 'first', 2);
const after = (...events: NotedErasure[]) => erasureOf(events)!;

describe('the first version of what was due all the same', () => {
  const read = (...despite: DutyOfBefore[]) => withoutCountsOfRecords({ ...result, despite }).despite;
  const [provisions, receipts] = ['PROVISION_RECORD', 'RECEIPT_RECORD'].map((kind) => ({
    kind,
    count: 4,
    until: '2029-03-31',
  })) as [DutyOfBefore, DutyOfBefore];

  it('is read without registers, numbers and days of records, and with holds as they were', () => {
    const hold = { kind: 'HOLD', count: 1, until: null };
    expect(read()).toEqual([]);
    expect(read(hold)).toEqual([hold]);
    expect(read(provisions, receipts, hold)).toEqual([{ kind: 'RECORD', until: null }, hold]);
  });
});

describe('an erasure', () => {
  it('is nothing before it is proposed', () => {
    expect(erasureOf([])).toBeNull();
    expect(erasureOf([approved])).toBeNull();
  });

  it('names its member, who proposed it and what became of it', () => {
    expect(after(proposed, approved, executed)).toMatchObject({
      status: 'executed',
      member: MEMBER,
      proposedBy: 'first',
      approvedBy: 'second',
      executed: { keys: 2, position: '3' },
      revision: 2,
    });
  });

  it('is an act of two persons', () => {
    expect([judgeApproval(after(proposed), 'first'), judgeApproval(after(proposed), 'second')]).toEqual([
      'same-person',
      'new',
    ]);
    expect([judgeExecution(after(proposed)), judgeExecution(after(proposed, approved))]).toEqual([
      'not-approved',
      'new',
    ]);
  });

  it('is nothing that can be approved once it was withdrawn', () => {
    expect(judgeApproval(after(proposed, withdrawn), 'second')).toBe('withdrawn');
  });

  it('is of the references that were proposed, in any order, and of no more and no fewer', () => {
    const isProposed = (...refs: string[]) => isAsProposed(after(proposed), refs);
    expect([isProposed(MEMBER, 'former'), isProposed('former', MEMBER)]).toEqual([true, true]);
    expect([isProposed(MEMBER), isProposed(MEMBER, 'other'), isProposed(MEMBER, 'former', 'other')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is of nobody once nothing tells which references were proposed', () => {
    const unreadable = noted({ ...proposed.event, sealed: null } as NotedErasure['event'], 'first', 0);
    expect(isAsProposed(after(unreadable), [MEMBER])).toBe(false);
  });
});
