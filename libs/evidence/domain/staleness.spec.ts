import { staleOf } from './staleness.js';

const MAX = { checkpoint: 600, unstamped: 7_200 };

describe('evidence', () => {
  it('is fresh up to its limits', () => {
    expect(staleOf({ checkpoint: 600, unstamped: 7_200 }, MAX)).toBeNull();
  });

  it('is stale by its checkpoint, which says more than a timestamp', () => {
    expect(staleOf({ checkpoint: 600.9, unstamped: 9_999 }, MAX)).toEqual({
      what: 'checkpoint',
      ageSeconds: 600,
      ageSecondsMax: 600,
    });
  });

  it('is stale by a checkpoint that waits for its timestamp, where there is an authority', () => {
    const ages = { checkpoint: 1, unstamped: 7_201 };
    expect(staleOf(ages, MAX)).toEqual({ what: 'timestamp', ageSeconds: 7_201, ageSecondsMax: 7_200 });
    expect(staleOf(ages, { ...MAX, unstamped: null })).toBeNull();
  });
});
