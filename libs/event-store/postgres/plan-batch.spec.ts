import { randomUUID } from 'node:crypto';
import { anAppend, drafts } from '../contract/drafts.js';
import { isPlanned, planBatch, type Heads } from './plan-batch.js';

const association = randomUUID();
const at = '2026-06-10T00:00:00.000Z';
const heads = (revision: number | undefined, areHeld: boolean): Heads => ({
  areHeld,
  revision: () => revision,
  hasIdOf: () => false,
});
const outcomes = (plan: ReturnType<typeof planBatch>) =>
  plan?.map((one) => (isPlanned(one) ? one.first : 'outcome' in one ? one.outcome : one.code));

describe('a plan of a batch', () => {
  it('counts on from requests before it on the same stream', () => {
    const requests = [anAppend({ association, events: drafts(3) }), anAppend({ association, expected: 2 })];
    expect(planBatch(requests, heads(undefined, false), at)).toBeNull();
    expect(outcomes(planBatch(requests, heads(-1, true), at))).toEqual([0, 3]);
  });

  it('asks where nobody knows the stream, unless the expectation is definite', () => {
    const plan = (expected: 'any' | 'exists' | 'none' | 4) =>
      outcomes(planBatch([anAppend({ association, expected })], heads(undefined, false), at));
    expect([plan('any'), plan('exists'), plan('none'), plan(4)]).toEqual([undefined, undefined, [0], [5]]);
  });

  it('asks before it calls anything a conflict, for what is remembered may be old', () => {
    const request = [anAppend({ association, expected: 'none' })];
    expect(planBatch(request, heads(3, false), at)).toBeNull();
    expect(outcomes(planBatch(request, heads(3, true), at))).toEqual(['conflict']);
  });

  it('refuses alone what would count a stream beyond 32 bits', () => {
    const requests = [
      anAppend({ association, stream: 'long', expected: 2 ** 31 - 2, events: drafts(2) }),
      anAppend({ association, stream: 'other', expected: 2 ** 31 - 2 }),
    ];
    expect(outcomes(planBatch(requests, heads(2 ** 31 - 2, true), at))).toEqual(['conflict', 2 ** 31 - 1]);
  });
});
