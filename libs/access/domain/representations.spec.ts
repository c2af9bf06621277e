import { addDays } from '#statute';
import type { RepresentationKind } from './representation-events.js';
import {
  endsOn,
  isInForce,
  isOfHousehold,
  representationsOf,
  type NotedRepresentationEvent,
  type Representation,
} from './representations.js';

const ID = '77777777-7777-4777-8777-777777777777';
const at = '2026-06-01T00:00:00.000Z';
const entered = (over: object = {}): NotedRepresentationEvent => ({
  type: 'RepresentationEntered',
  data: { representationId: ID, kind: 'PARENT', from: '2026-06-01', ...over },
  at,
});
const revoked: NotedRepresentationEvent = { type: 'RepresentationRevoked', data: { representationId: ID }, at };
const one = (...events: NotedRepresentationEvent[]): Representation => representationsOf(events).get(ID)!;
const stands = (representation: Representation, on: string, ofAgeOn: string | null = null) =>
  isInForce(
    representation,
    endsOn(representation, ofAgeOn, (day) => addDays(day, 1)),
    on,
  );

describe('a representation', () => {
  it('is in force from its first day to its last', () => {
    const agent = one(entered({ kind: 'AGENT', until: '2026-06-30', account: 'a' }));
    const days = ['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'];
    expect(days.map((day) => stands(agent, day))).toEqual([false, true, true, false]);
  });

  it.each(['PARENT', 'MINOR_GUARDIAN'] as const)('of a minor ends on the day of coming of age: %s', (kind) => {
    const representation = one(entered({ kind }));
    expect(stands(representation, '2030-03-31', '2030-04-01')).toBe(true);
    expect(stands(representation, '2030-04-01', '2030-04-01')).toBe(false);
    expect(stands(one(entered({ kind, until: '2027-01-01' })), '2027-01-02', '2030-04-01')).toBe(false);
  });

  it.each(['ADULT_GUARDIAN', 'AGENT'] as const)('of another kind does not: %s', (kind) => {
    expect(stands(one(entered({ kind })), '2030-04-02', '2030-04-01')).toBe(true);
  });

  it('ends at once when it is revoked', () => {
    expect(stands(one(entered(), revoked), '2026-06-02')).toBe(false);
    expect(representationsOf([revoked]).size).toBe(0);
  });

  it('is of the household where a parent or a member has it', () => {
    const of = (kind: RepresentationKind, account: string | null) => isOfHousehold({ kind, account }, false);
    expect([of('PARENT', 'a'), of('PARENT', null), of('AGENT', null), of('AGENT', 'a')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([of('ADULT_GUARDIAN', 'a'), of('MINOR_GUARDIAN', 'a')]).toEqual([false, false]);
  });

  it.each(['AGENT', 'ADULT_GUARDIAN', 'MINOR_GUARDIAN'] as const)(
    'is of the household where an account has it that is a member’s: %s',
    (kind) => {
      expect(isOfHousehold({ kind, account: 'a' }, true)).toBe(true);
    },
  );
});
