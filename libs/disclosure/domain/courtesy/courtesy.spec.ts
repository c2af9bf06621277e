import { currentRuleset, DEFAULT_SETTINGS, type AssociationSettings } from '#statute';
import { sayNothingToDo } from '../../../../test/harness/what-to-do.js';
import type { CourtesyEvent } from './courtesy-events.js';
import { courtesyProblems } from './courtesy-problems.js';
import { courtesyOf } from './courtesy-state.js';
import {
  courtesyDueOn,
  courtesyMissing,
  decideCourtesy,
  type CourtesyCommand,
  type CourtesyContext,
} from './decide-courtesy.js';

const ID = '6f2d6d5a-0c57-4f0e-9a53-30c1f2a7b001';
const offered = (over: Partial<AssociationSettings> = {}) => ({ ...DEFAULT_SETTINGS, courtesyOffered: true, ...over });
const context = (over: Partial<CourtesyContext> = {}): CourtesyContext => ({
  ruleset: currentRuleset('2026-04-10'),
  settingsOn: () => offered({ courtesyFeeYen: 300 }),
  today: '2026-04-10',
  isDead: true,
  flags: [],
  ...over,
});
const receive = (over: object = {}) =>
  ({
    do: 'receive',
    requestId: ID,
    relation: 'CHILD',
    subjects: ['CLAIMS'],
    channel: 'POST',
    arrivedOn: '2026-04-01',
    asker: '見本 一郎',
    contact: null,
    text: null,
    ...over,
  }) as const;
const show = (over: object = {}) =>
  ({
    do: 'show',
    identity: 'PASSPORT',
    papers: ['DEATH_CERTIFICATE', 'FAMILY_REGISTER'],
    shownOn: '2026-04-02',
    ...over,
  }) as const;
const decide = (over: object = {}) =>
  ({ do: 'decide', outcome: 'GRANTED', reason: null, text: null, ...over }) as const;
const ANSWER = { do: 'answer', answeredOn: '2026-04-10', channel: 'POST', atOwnRisk: false } as const;

function course(commands: readonly CourtesyCommand[], known = context()) {
  const events: CourtesyEvent[] = [];
  for (const command of commands) {
    const outcome = decideCourtesy(courtesyOf(events), command, known);
    if (!Array.isArray(outcome)) return { events, state: courtesyOf(events), ...outcome };
    events.push(...outcome);
  }
  return { events, state: courtesyOf(events), fault: null };
}

describe('A67: a child who asks for the claims of a parent who died', () => {
  it('is answered by the policy of the association, with its own fee and days', () => {
    const { events, state } = course([receive(), show(), decide(), ANSWER]);
    expect(events.map(({ type }) => type)).toEqual([
      'CourtesyReceived',
      'CourtesyEvidenceShown',
      'CourtesyDecided',
      'CourtesyAnswered',
    ]);
    expect(state).toMatchObject({ state: 'answered', fee: 300 });
    expect(courtesyDueOn(state!, context().settingsOn)).toBe('2026-05-02');
  });

  it('is no request of the Act: no event is one of those', () => {
    const { events } = course([receive(), show(), decide()]);
    expect(events.filter(({ type }) => type.startsWith('Request'))).toEqual([]);
  });

  it('is refused at once where the association offers none, or counts the relation as none', () => {
    const none = course([receive()], context({ settingsOn: () => DEFAULT_SETTINGS }));
    expect(none.state).toMatchObject({ state: 'decided', decision: { outcome: 'REFUSED', reason: 'NOT_OFFERED' } });
    expect(course([receive({ relation: 'SIBLING' })]).state!.decision!.reason).toBe('NOT_FAMILY');
    const wide = context({ settingsOn: () => offered({ courtesyFamily: ['SIBLING'] }) });
    expect(course([receive({ relation: 'SIBLING' })], wide).state!.state).toBe('received');
  });

  it('shows the death, the relation and who asks, one after the other', () => {
    const law = context().ruleset.requests;
    const { state } = course([receive(), show({ identity: null, papers: ['DEATH_CERTIFICATE'] })]);
    expect([state!.state, courtesyMissing(law, state!)]).toEqual(['received', ['IDENTITY', 'KINSHIP']]);
    expect(course([receive(), decide()]).fault).toBe('courtesy-evidence-missing');
    const rest = show({ papers: ['HEIRS_LIST'], shownOn: '2026-04-03' });
    expect(course([receive(), show({ identity: null, papers: ['DEATH_CERTIFICATE'] }), rest]).state).toMatchObject({
      state: 'shown',
      completeOn: '2026-04-03',
    });
  });

  it('is told nothing while a flag of the person stands, and nothing of somebody who lives', () => {
    const flagged = context({ flags: ['NON_DISCLOSURE'] });
    expect(course([receive(), show(), decide()], flagged).fault).toBe('courtesy-person-protected');
    const refuse = decide({ outcome: 'REFUSED', reason: 'PROTECTED', text: '申出による' });
    expect(course([receive(), show(), refuse, ANSWER], flagged).state!.state).toBe('answered');
    const before = course([receive(), show(), decide()]).state;
    expect(decideCourtesy(before, ANSWER, flagged)).toEqual({ fault: 'courtesy-person-protected' });
    expect(course([receive(), show(), decide()], context({ isDead: false })).fault).toBe('courtesy-person-lives');
  });

  it.each([
    ['a paper that shows nothing', [receive(), show({ papers: ['MANDATE_LETTER'] })]],
    ['a way of identification that nobody knows', [receive(), show({ identity: 'FACE' })]],
    ['nothing shown', [receive(), show({ identity: null, papers: [] })]],
    ['a day that is to come', [receive(), show({ shownOn: '2026-04-11' })]],
    ['an arrival that is to come', [receive({ arrivedOn: '2026-04-11' })]],
    ['a subject that nobody knows', [receive({ subjects: ['INCOME'] })]],
    ['a reason of the Act', [receive(), show(), decide({ outcome: 'REFUSED', reason: 'BUSINESS', text: '支障' })]],
    ['a refusal without words', [receive(), show(), decide({ outcome: 'REFUSED', reason: 'WISH' })]],
  ])('is not written with %s', (_, commands) => {
    expect(course(commands as CourtesyCommand[]).fault).toBe('invalid-request');
  });

  it('ends with its answer, or is taken back before', () => {
    const withdraw = { do: 'withdraw', withdrawnOn: '2026-04-05' } as const;
    expect(course([receive(), withdraw]).state!.state).toBe('withdrawn');
    expect(course([receive(), show(), decide(), withdraw]).fault).toBe('courtesy-state');
    expect(course([receive(), receive()]).fault).toBe('courtesy-differs');
    expect(course([show()]).fault).toBe('courtesy-unknown');
    expect(course([receive(), show(), decide(), { ...ANSWER, channel: 'FAX' }]).fault).toBe('courtesy-channel-risk');
  });
});

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(courtesyProblems)).toEqual([]);
});
