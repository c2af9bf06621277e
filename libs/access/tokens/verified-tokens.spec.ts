import type { Caller } from '../domain/caller.js';
import { VerifiedTokens } from './verified-tokens.js';

const caller = { role: 'officer', subject: 'staff-1' } as Caller;

describe('tokens that were verified', () => {
  let now: number;
  let tokens: VerifiedTokens;
  beforeEach(() => {
    now = Date.parse('2026-11-24T00:00:00Z');
    tokens = new VerifiedTokens(() => now);
  });
  const inSeconds = (seconds: number) => now + seconds * 1_000;

  it('are known again, each by all of its text', () => {
    tokens.keep('a.b.c', caller, inSeconds(600));
    expect(tokens.callerOf('a.b.c')).toBe(caller);
    expect(tokens.callerOf('a.b.d')).toBeNull();
  });

  it('are verified anew after a minute, for their key may have been taken back', () => {
    tokens.keep('a.b.c', caller, inSeconds(600));
    now += 59_999;
    expect(tokens.callerOf('a.b.c')).toBe(caller);
    now += 1;
    expect(tokens.callerOf('a.b.c')).toBeNull();
  });

  it('are not known past their end', () => {
    tokens.keep('a.b.c', caller, inSeconds(10));
    now += 10_000;
    expect(tokens.callerOf('a.b.c')).toBeNull();
  });

  it('are bounded: the one verified first gives way', () => {
    for (let number = 0; number <= 10_000; number += 1) tokens.keep(`t${number}`, caller, inSeconds(600));
    expect(tokens.callerOf('t0')).toBeNull();
    expect(tokens.callerOf('t1')).toBe(caller);
    expect(tokens.callerOf('t10000')).toBe(caller);
  });
});
