import { FIRST, SECOND } from '../testing/statements.js';
import { deathOf, personOf, standingOfPerson } from './person.js';

const THIRD = '33333333-3333-4333-8333-333333333333';
const registered = { type: 'MemberRegistered', data: {}, sealed: null };
const merged = (into: string) => ({ type: 'MemberMerged', data: { into }, sealed: { reason: '同一人' } });
const absorbed = (...refs: string[]) => ({ type: 'MemberAbsorbed', data: { refs }, sealed: null });
const died = { type: 'MemberDied', data: {}, sealed: { deceasedOn: '2026-05-01' } };
const declared = (standingId: string) => ({
  type: 'StandingDeclared',
  data: {
    standingId,
    kind: 'OBJECTION',
    receivedAt: '2026-06-01T00:00:00.000Z',
    effectiveFrom: '2026-06-01T00:00:00.000Z',
  },
  sealed: null,
});
const withdrawn = (standingId: string) => ({
  type: 'StandingWithdrawn',
  data: { standingId, receivedAt: '2026-06-05T00:00:00.000Z', effectiveFrom: '2026-06-05T00:00:00.000Z' },
  sealed: { reason: null },
});

function finding(streams: Record<string, readonly object[]>) {
  return (stream: string) => streams[stream];
}

describe('the references of one person', () => {
  const find = finding({
    [`member-${FIRST}`]: [registered, absorbed(SECOND, THIRD)],
    [`member-${SECOND}`]: [registered, absorbed(THIRD), merged(FIRST)],
    [`member-${THIRD}`]: [registered, merged(SECOND)],
  });

  it.each([FIRST, SECOND, THIRD])('are found from each of them: %s', (ref) => {
    expect(personOf(ref, find)[0]).toBe(ref);
    expect([...personOf(ref, find)].sort()).toEqual([FIRST, SECOND, THIRD]);
  });

  it('are the one alone for everybody else', () => {
    expect(personOf(FIRST, finding({ [`member-${FIRST}`]: [registered] }))).toEqual([FIRST]);
  });
});

describe('what a person declared', () => {
  const members = {
    [`member-${FIRST}`]: [registered, absorbed(SECOND)],
    [`member-${SECOND}`]: [registered, merged(FIRST)],
  };

  it.each([FIRST, SECOND])('counts under every reference: %s', (ref) => {
    const find = finding({
      ...members,
      [`standing-${SECOND}`]: [declared('a')],
      [`standing-${FIRST}`]: [declared('b')],
    });
    expect(
      standingOfPerson(ref, find)!
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b']);
  });

  it('may be taken back under another reference', () => {
    const find = finding({
      ...members,
      [`standing-${FIRST}`]: [withdrawn('a')],
      [`standing-${SECOND}`]: [declared('a')],
    });
    expect(standingOfPerson(FIRST, find)).toMatchObject([{ id: 'a', withdrawnAt: '2026-06-05T00:00:00.000Z' }]);
  });

  it('is nothing where nothing was declared', () => {
    expect(standingOfPerson(FIRST, finding(members))).toBeNull();
  });
});

describe('the death of a person', () => {
  it('is known under every reference, and not once it was withdrawn', () => {
    const streams = {
      [`member-${FIRST}`]: [registered, absorbed(SECOND)],
      [`member-${SECOND}`]: [registered, died, merged(FIRST)],
    };
    expect([deathOf(FIRST, finding(streams)), deathOf(SECOND, finding(streams))]).toEqual(['2026-05-01', '2026-05-01']);
    const taken = { type: 'MemberDeathWithdrawn', data: {}, sealed: { reason: '誤り' } };
    expect(deathOf(FIRST, finding({ [`member-${FIRST}`]: [registered, died, taken] }))).toBeNull();
  });

  it('is not known where its key is gone', () => {
    expect(deathOf(FIRST, finding({ [`member-${FIRST}`]: [registered, { ...died, sealed: null }] }))).toBeNull();
  });
});
