import type { StandingFacts } from '#statute';
import { isStopInForce, stopIds } from './request-stops.js';

const SCOPE = { classes: ['EMPLOYER'], parties: [], items: ['NAME'], purposes: [] };
const NOW = '2026-11-24T03:00:00.000Z';
const aStop = (over: Partial<StandingFacts> = {}) =>
  ({
    id: 'a',
    kind: 'STOP',
    matter: null,
    scope: SCOPE,
    receivedAt: '2026-11-01T00:00:00.000Z',
    effectiveFrom: '2026-11-01T00:00:00.000Z',
    withdrawnAt: null,
    ...over,
  }) as StandingFacts;

describe('a stop that is known already', () => {
  it.each([
    ['the same one in force', {}, true],
    ['one that is withdrawn later', { withdrawnAt: '2026-11-25T00:00:00.000Z' }, true],
    ['one that was withdrawn', { withdrawnAt: '2026-11-20T00:00:00.000Z' }, false],
    ['one that counts from later on', { effectiveFrom: '2026-11-25T00:00:00.000Z' }, false],
    ['an objection', { kind: 'OBJECTION' as const }, false],
    ['one of a single matter', { matter: 'B04' }, false],
    ['one of less', { scope: { ...SCOPE, parties: ['mihon'] } as StandingFacts['scope'] }, false],
  ])('is the stop of the decision where it is %s, and no other', (_, over, isInForce) => {
    expect(isStopInForce(aStop(over), SCOPE, NOW)).toBe(isInForce);
  });
});

it('the ids of a stop are the same each time, others for another scope, and each another one', () => {
  const ids = stopIds({ requestId: 'r' }, SCOPE);
  expect(stopIds({ requestId: 'r' }, SCOPE)).toEqual(ids);
  expect(new Set([...ids, ...stopIds({ requestId: 'r' }, { ...SCOPE, items: [] })]).size).toBe(2 * ids.length);
});
