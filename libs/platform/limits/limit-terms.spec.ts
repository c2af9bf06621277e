import { SettingsError } from '../config/settings.js';
import { LIMITS_BY_DEFAULT, limitTerms } from './limit-terms.js';

describe('the limits of clients', () => {
  it('are generous where nobody says otherwise, and none for those who post', () => {
    expect(limitTerms({})).toEqual(LIMITS_BY_DEFAULT);
    expect(LIMITS_BY_DEFAULT.posts).toBeNull();
  });

  it('let nobody read all members of an association of 10,000 within a working day', () => {
    const { most, seconds } = LIMITS_BY_DEFAULT['member-reads'];
    expect(most + (most / seconds) * 8 * 3_600).toBeLessThan(10_000);
  });

  it('are set by their names, one by one', () => {
    const terms = limitTerms({ KIROKU_LIMITS: 'reads=10/60, posts=5000/1 ,lines=off,' });
    expect(terms).toEqual({
      ...LIMITS_BY_DEFAULT,
      reads: { most: 10, seconds: 60 },
      posts: { most: 5_000, seconds: 1 },
      lines: null,
    });
  });

  it('can all be taken away at once, as for a load test', () => {
    const terms = limitTerms({ KIROKU_LIMITS: ' off' });
    expect(Object.keys(terms)).toEqual(Object.keys(LIMITS_BY_DEFAULT));
    expect(new Set(Object.values(terms))).toEqual(new Set([null]));
  });

  it.each([
    'off,reads=1/1',
    'reads',
    'reads=10',
    'reads=0/60',
    'reads=10/0',
    'reads=-1/60',
    'reads=1e3/60',
    'rads=10/60',
    'toString=off',
  ])('cannot be set by %s', (KIROKU_LIMITS) => expect(() => limitTerms({ KIROKU_LIMITS })).toThrow(SettingsError));
});
