import { nameOn, renamed } from './names.js';

const maiden = { name: '髙﨑 見本', kana: 'タカサキ ミホン' };
const married = { name: '田中 見本', kana: 'タナカ ミホン' };
const person = { ...married, formerNames: [{ ...maiden, until: '2026-03-31' }] };

describe('a name', () => {
  it('is the one of the day', () => {
    expect(nameOn(person, '2026-03-31')).toEqual(maiden);
    expect(nameOn(person, '2026-04-01')).toEqual(married);
    expect(nameOn(maiden, '2026-04-01')).toEqual(maiden);
  });

  it('goes on being known when another follows it', () => {
    expect(renamed(maiden, married, '2026-04-01')).toEqual(person.formerNames);
    const again = { ...maiden, kana: null };
    expect(renamed(person, again, '2026-10-01')).toEqual([...person.formerNames, { ...married, until: '2026-09-30' }]);
  });

  it('is another where the kana alone is', () => {
    expect(renamed(maiden, { ...maiden, kana: 'タカザキ ミホン' }, '2026-04-01')).toHaveLength(1);
  });

  it('is the same where the very same was said, and contradicts where the day is another', () => {
    expect(renamed(person, married, '2026-04-01')).toBe('same');
    expect(renamed(person, married, '2026-05-01')).toBe('contradicts');
    expect(renamed(maiden, maiden, '2026-04-01')).toBe('contradicts');
  });

  it('is not changed for days before the last change', () => {
    expect(renamed(person, maiden, '2026-04-01')).toBe('contradicts');
    expect(renamed(person, maiden, '2026-03-01')).toBe('contradicts');
  });
});
