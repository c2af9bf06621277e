import { bindingsOf, codeEnds, judgeBinding, type NotedBindingEvent } from './bindings.js';

const at = '2026-11-01T03:00:00.000Z';
const issued = (code = 'c1', until = '2026-12-01T03:00:00.000Z'): NotedBindingEvent => ({
  type: 'BindingCodeIssued',
  data: { code, handedBy: 'post', until },
  at,
});
const bound = (account = 'a1', code = 'c1'): NotedBindingEvent => ({
  type: 'AccountBound',
  data: { account, code },
  at,
});
const unbound: NotedBindingEvent = { type: 'AccountUnbound', data: { account: 'a1' }, at };
const voided: NotedBindingEvent = { type: 'BindingCodeVoided', data: { code: 'c1' }, at };
const judge = (events: NotedBindingEvent[], code = 'c1', account = 'a1', now = '2026-11-20T00:00:00Z') =>
  judgeBinding(bindingsOf(events), { account, code, now: new Date(now) });

describe('binding an account to a reference', () => {
  it('takes the code that was issued last, and none before', () => {
    expect([judge([]), judge([issued()]), judge([issued(), issued('c2')])]).toEqual(['refused', 'new', 'refused']);
    expect(judge([issued(), issued('c2')], 'c2')).toBe('new');
  });

  it('takes it until it ends', () => {
    expect(judge([issued()], 'c1', 'a1', '2026-12-01T02:59:59.999Z')).toBe('new');
    expect(judge([issued()], 'c1', 'a1', '2026-12-01T03:00:00.000Z')).toBe('refused');
  });

  it('takes it once, and says the same to the same account again', () => {
    const events = [issued(), bound()];
    expect([judge(events), judge(events, 'c1', 'a2'), judge(events, 'c2')]).toEqual(['known', 'refused', 'refused']);
  });

  it('gives a reference to one account at a time', () => {
    expect(judge([issued(), bound(), issued('c2')], 'c2', 'a2')).toBe('refused');
    expect(judge([issued(), bound(), unbound], 'c1')).toBe('refused');
    expect(judge([issued(), bound(), unbound, issued('c2')], 'c2', 'a2')).toBe('new');
    expect(bindingsOf([issued(), bound(), unbound]).bound).toBeNull();
  });

  it('takes no code that was voided, and the next one', () => {
    expect([judge([issued(), voided]), judge([issued(), voided, issued('c2')], 'c2')]).toEqual(['refused', 'new']);
  });

  it('has a month for a letter and a day at the counter', () => {
    expect([codeEnds('post', new Date(at)), codeEnds('counter', new Date(at))]).toEqual([
      '2026-12-01T03:00:00.000Z',
      '2026-11-02T03:00:00.000Z',
    ]);
  });
});
