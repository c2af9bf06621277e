import { mayFollow } from './import-poster.js';

describe('an import', () => {
  it('is followed and ended by whoever sent it, in the role in which it was sent', () => {
    expect(mayFollow('integrator|a', 'integrator|a')).toBe(true);
    for (const other of ['officer|a', 'integrator|b', 'officer|b'])
      expect([other, mayFollow('integrator|a', other)]).toEqual([other, false]);
  });

  it('of which no sender is known is followed and ended by any officer, and by nobody else', () => {
    expect(mayFollow('a', 'officer|b')).toBe(true);
    for (const other of ['integrator|a', 'integrator|b', 'a'.repeat(2)])
      expect([other, mayFollow('a', other)]).toEqual([other, false]);
  });
});
