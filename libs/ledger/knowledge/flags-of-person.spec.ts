import { FIRST, SECOND } from '../testing/statements.js';
import { flagsOfPerson } from './flags-of-person.js';

const registered = { type: 'MemberRegistered', data: {}, sealed: null };
const merged = (into: string) => ({ type: 'MemberMerged', data: { into }, sealed: { reason: '同一人' } });
const absorbed = (...refs: string[]) => ({ type: 'MemberAbsorbed', data: { refs }, sealed: null });
const died = { type: 'MemberDied', data: {}, sealed: { deceasedOn: '2026-05-01' } };

function finding(streams: Record<string, readonly object[]>) {
  return (stream: string) => streams[stream];
}

describe('the flags of a person', () => {
  const set = (from: string) => ({ type: 'MemberFlagSet', data: {}, sealed: { flag: 'NON_DISCLOSURE', from } });

  it.each([FIRST, SECOND])('protect under every reference: %s', (ref) => {
    const find = finding({
      [`member-${FIRST}`]: [registered, absorbed(SECOND)],
      [`member-${SECOND}`]: [registered, set('2026-04-01'), merged(FIRST)],
    });
    expect(flagsOfPerson(ref, find)).toEqual([{ flag: 'NON_DISCLOSURE', from: '2026-04-01', until: null }]);
  });

  it('are none of nearly everybody', () => {
    expect(flagsOfPerson(FIRST, finding({ [`member-${FIRST}`]: [registered, died] }))).toBeNull();
  });
});
