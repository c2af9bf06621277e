import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';
import type { OpenedEvent } from '../writing/sealed-events.js';
import { standingAnswers } from './standing-answers.js';

const SCOPE = { classes: [], parties: [], items: [], purposes: [] };
const NOW = '2026-06-11T03:00:00.000Z';
type Event = StandingDeclared | StandingWithdrawn;

const opened = (fact: Event): OpenedEvent<Event> => ({
  stored: { position: '1', envelope: { recordedAt: '2026-06-05T00:00:00.000Z' } } as OpenedEvent<Event>['stored'],
  type: fact.type,
  fact,
});

const declared = (effectiveFrom: string, sealed: Partial<StandingDeclared['sealed']> = {}): Event => ({
  type: 'StandingDeclared',
  data: { standingId: 's', kind: 'OBJECTION', receivedAt: effectiveFrom, effectiveFrom, form: 'PAPER' },
  sealed: sealed && {
    matter: 'B05',
    scope: SCOPE,
    noticeVersion: null,
    foreignInfo: null,
    evidence: null,
    reason: null,
    ...sealed,
  },
});

const withdrawn = (effectiveFrom: string): Event => ({
  type: 'StandingWithdrawn',
  data: { standingId: 's', receivedAt: effectiveFrom, effectiveFrom },
  sealed: { reason: null },
});

const statesOf = (...events: Event[]) => standingAnswers(events.map(opened), NOW).map(({ state }) => state);

describe('the standing of a member in a list', () => {
  it.each([
    ['to come', [declared('2026-06-12T00:00:00.000Z')], 'to-come'],
    ['standing', [declared('2026-06-11T03:00:00.000Z')], 'stands'],
    [
      'standing until it is withdrawn',
      [declared('2026-06-01T00:00:00.000Z'), withdrawn('2026-06-12T00:00:00.000Z')],
      'stands',
    ],
    ['withdrawn', [declared('2026-06-01T00:00:00.000Z'), withdrawn('2026-06-11T03:00:00.000Z')], 'withdrawn'],
  ])('is told to be %s', (_, events, state) => {
    expect(statesOf(...events)).toEqual([state]);
  });

  it('tells of a text of version 1 that nothing is known of what was told', () => {
    const [answer] = standingAnswers([opened(declared(NOW, { foreignInfo: '説明済み' }))], NOW);
    expect(answer).toMatchObject({ foreignInfo: null, by: null, isReadable: true });
  });

  it('keeps the times of a declaration whose key is gone', () => {
    const [answer] = standingAnswers([opened({ ...declared(NOW), sealed: null } as unknown as Event)], NOW);
    expect(answer).toMatchObject({ isReadable: false, matter: null, scope: SCOPE, effectiveFrom: NOW });
  });
});
