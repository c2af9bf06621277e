import type { StandingDeclared, StandingWithdrawn } from './registration-events.js';
import { standingOf } from './standing.js';

function declared(standingId: string, sealed?: null): StandingDeclared {
  const at = '2026-05-01T00:00:00.000Z';
  const scope = { classes: ['EMPLOYER' as const], parties: ['mihon-seizo'], items: ['NAME'], purposes: ['U08'] };
  const words = { noticeVersion: null, foreignInfo: null, evidence: null, reason: null };
  return {
    type: 'StandingDeclared',
    data: { standingId, kind: 'CONSENT', receivedAt: at, effectiveFrom: at, form: 'WEB' },
    sealed: sealed === null ? (null as unknown as StandingDeclared['sealed']) : { matter: 'B04', scope, ...words },
  };
}

const withdrawn = (standingId: string, effectiveFrom: string): StandingWithdrawn => ({
  type: 'StandingWithdrawn',
  data: { standingId, receivedAt: '2026-06-01T00:00:00.000Z', effectiveFrom },
  sealed: { reason: null },
});

describe('what a member has declared', () => {
  it('stands with its matter and scope, oldest first', () => {
    const standing = standingOf([declared('a'), declared('b')]);
    expect(standing.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(standing[0]).toEqual({
      id: 'a',
      kind: 'CONSENT',
      matter: 'B04',
      scope: { classes: ['EMPLOYER'], parties: ['mihon-seizo'], items: ['NAME'], purposes: ['U08'] },
      receivedAt: '2026-05-01T00:00:00.000Z',
      effectiveFrom: '2026-05-01T00:00:00.000Z',
      withdrawnAt: null,
    });
  });

  it('no longer stands from the instant from which its withdrawal counts', () => {
    const standing = standingOf([declared('a'), declared('b'), withdrawn('a', '2026-06-02T00:00:00.000Z')]);
    expect(standing.map(({ id, withdrawnAt }) => [id, withdrawnAt])).toEqual([
      ['a', '2026-06-02T00:00:00.000Z'],
      ['b', null],
    ]);
  });

  it('knows nothing of the withdrawal of what was never declared', () => {
    expect(standingOf([withdrawn('a', '2026-06-02T00:00:00.000Z')])).toEqual([]);
  });

  it('covers nothing once its key was destroyed, and can still be seen to be withdrawn', () => {
    const [standing] = standingOf([declared('a', null), withdrawn('a', '2026-06-02T00:00:00.000Z')]);
    expect(standing).toMatchObject({
      id: 'a',
      matter: null,
      scope: { classes: [], parties: [], items: [], purposes: [] },
      withdrawnAt: '2026-06-02T00:00:00.000Z',
    });
  });

  it.each([
    [{ who: 'self' }, 'self'],
    [{ who: 'representative', id: 'R-1', capacity: 'PARENT' }, 'representative'],
    [{ who: 'representative', id: 'R-1', capacity: 'GUARDIAN' }, 'representative'],
    [{ who: 'representative', id: 'R-1', capacity: 'AGENT' }, 'agent'],
    [{ who: 'representative', id: 'R-1' }, 'agent'],
  ] as const)('is by whom it was said to be: %j', (by, speaker) => {
    const one = declared('a');
    expect(standingOf([{ ...one, sealed: { ...one.sealed, by } }])[0]).toMatchObject({ by: speaker });
  });

  it('is nothing for one who said nothing', () => {
    expect(standingOf([])).toEqual([]);
  });
});
