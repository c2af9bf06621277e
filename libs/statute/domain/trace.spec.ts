import { assess, currentRuleset, traceOf, triedOf } from '../index.js';
import { aLine, aTransfer } from '../testing/builders.js';

const ruleset = currentRuleset('2026-04-01');

describe('the trace of a judgement', () => {
  it.each(['OUT', 'IN'] as const)('gives back the rules tried, in their order (%s)', (direction) => {
    const { tried } = assess(ruleset, aTransfer({ direction }), aLine());
    expect(triedOf(ruleset, direction, traceOf(ruleset, direction, tried))).toEqual(tried);
    expect(tried.some(({ hit }) => hit)).toBe(true);
  });

  it('takes one character for a rule', () => {
    const { tried } = assess(ruleset, aTransfer({ direction: 'OUT' }), aLine());
    const trace = traceOf(ruleset, 'OUT', tried);
    expect(trace).toMatch(/^[-01]+$/);
    expect(trace.length).toBeGreaterThanOrEqual(tried.length);
  });
});
