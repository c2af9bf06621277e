import {
  judgeDeath,
  judgeEligibility,
  judgeIdentifiers,
  judgeOwnKey,
  memberOf,
  type ReadMemberEvent,
} from './member.js';

const had = (number: string) => ({ insurerNumber: '06990014', symbol: '10', number, branch: '00' });
const registered: ReadMemberEvent = { type: 'MemberRegistered', data: {}, sealed: null };
const died: ReadMemberEvent = { type: 'MemberDied', data: {}, sealed: { deceasedOn: '2026-05-01' } };
const withdrawn: ReadMemberEvent = { type: 'MemberDeathWithdrawn', data: {}, sealed: { reason: '別人' } };
const renumbered = (number: string, effectiveFrom: string): ReadMemberEvent => ({
  type: 'IdentifierChanged',
  data: {},
  sealed: { identifiers: had(number), former: had('1'), effectiveFrom },
});
const eligible = (change: 'ACQUIRED' | 'LOST', on: string): ReadMemberEvent => ({
  type: 'EligibilityChanged',
  data: { change },
  sealed: { on },
});

describe('a death', () => {
  it('is known when it is said again, and contradicts another day', () => {
    const state = memberOf([registered, died]);
    expect([judgeDeath(state, '2026-05-01'), judgeDeath(state, '2026-05-02')]).toEqual(['known', 'contradicts']);
  });

  it('that was withdrawn may be recorded anew', () => {
    const state = memberOf([registered, died, withdrawn]);
    expect([state.deceasedOn, judgeDeath(state, '2026-05-02')]).toEqual([null, 'new']);
  });
});

describe('a change of identifiers', () => {
  const state = memberOf([registered, renumbered('2', '2026-04-01')]);
  it.each([
    ['the same again, in another width', '２', '2026-04-01', 'known'],
    ['another of that day', '3', '2026-04-01', 'contradicts'],
    ['an earlier one', '3', '2026-03-31', 'contradicts'],
    ['a later one', '3', '2026-04-02', 'new'],
  ])('%s', (_, number, effectiveFrom, verdict) => {
    expect(judgeIdentifiers(state, { identifiers: had(number), effectiveFrom })).toBe(verdict);
  });
});

describe('an own key', () => {
  const keyed = (ownKey: string | null, effectiveFrom: string): ReadMemberEvent => ({
    type: 'OwnKeyChanged',
    data: {},
    sealed: { ownKey, effectiveFrom },
  });
  const state = memberOf([registered, keyed('S-1', '2026-04-01')]);
  it.each([
    ['the same again, in another width', 'Ｓ－１', '2026-04-01', 'known'],
    ['none from that day', null, '2026-04-01', 'contradicts'],
    ['an earlier one', 'S-2', '2026-03-31', 'contradicts'],
    ['a later one', 'S-2', '2026-04-02', 'new'],
    ['none from a later day', null, '2026-04-02', 'new'],
  ])('%s', (_, ownKey, effectiveFrom, verdict) => {
    expect(judgeOwnKey(state, { ownKey, effectiveFrom })).toBe(verdict);
  });
});

describe('eligibility', () => {
  const lost = memberOf([registered, eligible('ACQUIRED', '2024-04-01'), eligible('LOST', '2026-04-01')]);
  it.each([
    ['LOST', '2026-04-01', 'known'],
    ['LOST', '2026-04-02', 'contradicts'],
    ['ACQUIRED', '2026-03-31', 'contradicts'],
    ['ACQUIRED', '2026-04-01', 'new'],
  ] as const)('%s on %s after it was lost is %s', (change, on, verdict) => {
    expect(judgeEligibility(lost, { change, on })).toBe(verdict);
  });

  it('may begin with either', () => {
    expect(judgeEligibility(memberOf([registered]), { change: 'LOST', on: '2026-04-01' })).toBe('new');
  });
});

describe('references of one person', () => {
  it('know what they went into, and what went into them', () => {
    const state = memberOf([
      registered,
      { type: 'MemberAbsorbed', data: { refs: ['b'] }, sealed: null },
      { type: 'MemberAbsorbed', data: { refs: ['c', 'd'] }, sealed: null },
      { type: 'MemberMerged', data: { into: 'a' }, sealed: null },
    ]);
    expect([state.mergedInto, state.absorbed]).toEqual(['a', ['b', 'c', 'd']]);
  });

  it('are told of no person whose key is gone, and the rest is', () => {
    expect(memberOf([{ ...died, sealed: null } as ReadMemberEvent]).deceasedOn).toBeNull();
  });
});
