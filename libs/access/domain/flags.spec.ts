import { flagsOf, flagsSince, isFlagged, isFlaggedOn, judgeFlag, judgeLifting } from './flags.js';
import type { MemberFlag } from './member-events.js';
import type { ReadMemberEvent } from './member.js';

const event = (type: 'MemberFlagSet' | 'MemberFlagLifted', from: string, flag: MemberFlag): ReadMemberEvent => ({
  type,
  data: {},
  sealed: { flag, from, reason: '本人の申出' },
});
const set = (from: string, flag: MemberFlag = 'NON_DISCLOSURE') => event('MemberFlagSet', from, flag);
const lifted = (from: string, flag: MemberFlag = 'NON_DISCLOSURE') => event('MemberFlagLifted', from, flag);
const registered: ReadMemberEvent = { type: 'MemberRegistered', data: {}, sealed: null };

describe('a flag', () => {
  const periods = flagsOf([registered, set('2026-04-01'), set('2026-05-01', 'NO_OWN_VIEW'), lifted('2026-06-01')]);

  it.each([
    ['2026-03-31', false],
    ['2026-04-01', true],
    ['2026-05-31', true],
    ['2026-06-01', false],
  ])('on %s stands: %s', (day, stands) => {
    expect(isFlaggedOn(periods, 'NON_DISCLOSURE', day)).toBe(stands);
  });

  it('is lifted by itself and leaves the other', () => {
    expect([isFlagged(periods, 'NON_DISCLOSURE'), isFlagged(periods, 'NO_OWN_VIEW')]).toEqual([false, true]);
    expect(isFlaggedOn(periods, 'NO_OWN_VIEW', '2030-01-01')).toBe(true);
  });

  it('stood since a day until its lifting was written down, whatever day that states', () => {
    const facts = [set('2026-04-01'), lifted('2026-04-01'), set('2026-05-01', 'NO_OWN_VIEW')].map((event) => ({
      event,
      recordedOn: '2026-06-01',
    }));
    expect(flagsSince(facts, '2026-06-01')).toEqual(['NON_DISCLOSURE', 'NO_OWN_VIEW']);
    expect(flagsSince(facts, '2026-06-02')).toEqual(['NO_OWN_VIEW']);
  });

  it('is told of nobody whose key is gone', () => {
    expect(flagsOf([{ ...set('2026-04-01'), sealed: null } as ReadMemberEvent])).toEqual([]);
  });

  it.each([
    ['again for the same day, while it stands', [set('2026-04-01')], '2026-04-01', 'known'],
    ['again for another day, while it stands', [set('2026-04-01')], '2026-05-01', 'contradicts'],
    ['for a day before it was lifted', [set('2026-04-01'), lifted('2026-06-01')], '2026-05-31', 'contradicts'],
    ['anew once it was lifted', [set('2026-04-01'), lifted('2026-06-01')], '2026-06-01', 'new'],
    ['beside another', [set('2026-04-01', 'NO_OWN_VIEW')], '2026-03-01', 'new'],
  ] as const)('that is set %s', (_, events, from, verdict) => {
    expect(judgeFlag(flagsOf(events), { flag: 'NON_DISCLOSURE', from })).toBe(verdict);
  });

  it.each([
    ['where it stands', [set('2026-04-01')], '2026-06-01', 'new'],
    ['before it stood', [set('2026-04-01')], '2026-03-31', 'contradicts'],
    ['again for the same day', [set('2026-04-01'), lifted('2026-06-01')], '2026-06-01', 'known'],
    ['again for another day', [set('2026-04-01'), lifted('2026-06-01')], '2026-07-01', 'contradicts'],
    ['where there is none', [registered], '2026-06-01', 'contradicts'],
    ['where another stands', [set('2026-04-01', 'NO_OWN_VIEW')], '2026-06-01', 'contradicts'],
  ] as const)('that is lifted %s', (_, events, from, verdict) => {
    expect(judgeLifting(flagsOf(events), { flag: 'NON_DISCLOSURE', from })).toBe(verdict);
  });
});
