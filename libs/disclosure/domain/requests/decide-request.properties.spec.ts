import fc from 'fast-check';
import { REQUEST_ASKERS, REQUEST_CHANNELS, REQUEST_KINDS, REQUEST_METHODS, REQUEST_OUTCOMES } from '#statute';
import { context, OTHER_ID, receive, RECORD } from '../../testing/a-request.js';
import { decideRequest, isRequestFault, POSSIBLE_IN } from './decide-request.js';
import type { RequestCommand } from './request-commands.js';
import type { RequestEvent } from './request-events.js';
import { evolveRequest, isEnded, requestOf, type RequestState } from './request-state.js';

const { ruleset } = context();
const law = ruleset.requests;
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
const day = fc.constantFrom('2026-03-31', '2026-04-01', '2026-04-05', '2026-04-10', '2026-04-11', '2026-04-30');
const text = fc.constantFrom(null, '理由');
const said = fc.constant('理由');
const channel = fc.constantFrom(...REQUEST_CHANNELS);
const flag = fc.boolean();
const grounds = fc.constantFrom([], ...law.grounds.map(({ code }) => [code]));

const received: fc.Arbitrary<RequestCommand> = fc
  .record({
    kind: fc.constantFrom(...REQUEST_KINDS),
    asker: fc.constantFrom(...REQUEST_ASKERS, 'SELF' as const, 'SELF' as const),
    channel,
    method: fc.constantFrom(...REQUEST_METHODS),
    grounds,
  })
  .map((one) => receive({ ...one, representative: one.asker === 'SELF' ? null : '代理' }));

const later: fc.Arbitrary<RequestCommand> = fc.oneof(
  fc.record({ do: fc.constant('ask-identity' as const), text }),
  fc.record({
    do: fc.constant('show-identity' as const),
    role: fc.constantFrom('PERSON' as const, 'REPRESENTATIVE' as const),
    method: fc.constantFrom(...codes(law.identity)),
    channel,
    copy: fc.constantFrom('NONE' as const, 'MASKED' as const),
    shownOn: day,
    note: text,
  }),
  fc.record({
    do: fc.constant('show-evidence' as const),
    papers: fc.constantFrom(...Object.keys(law.evidence)).map((code) => [code]),
    shownOn: day,
    note: text,
  }),
  fc.record({ do: fc.constant('ask-target' as const), text: said }),
  fc.record({ do: fc.constant('answer-target' as const), answeredOn: day, narrowed: flag, text: said }),
  fc.record({ do: fc.constant('extend' as const), dueOn: day, noticedOn: day, channel, text: said }),
  fc.record({
    do: fc.constant('decide' as const),
    outcome: fc.constantFrom(...REQUEST_OUTCOMES),
    reason: fc.constantFrom(null, ...codes(law.refusals)),
    alternative: fc.constantFrom(null, ...codes(law.alternatives)),
    method: fc.constantFrom(...REQUEST_METHODS),
    agreed: flag,
    corrections: fc.constantFrom([], ['t']),
    registrations: fc.constantFrom([], ['NAME']),
    withheld: fc.constantFrom([], [{ record: RECORD, field: 'items', reason: 'HARM' }]),
    text,
  }),
  fc.record({ do: fc.constant('deliver' as const), deliveredOn: day, channel, atOwnRisk: flag, note: text }),
  fc.record({ do: fc.constant('close' as const), text }),
  fc.record({ do: fc.constant('withdraw' as const), withdrawnOn: day, text }),
  fc.record({ do: fc.constant('mark-duplicate' as const), of: fc.constantFrom(OTHER_ID, 'x'), text: said }),
);

const course = fc.tuple(received, fc.array(later, { maxLength: 25 })).map(([first, rest]) => [first, ...rest]);

/** Every command is tried; those that are refused change nothing. */
function run(commands: readonly RequestCommand[], visit: (before: RequestState | null, made: RequestEvent[]) => void) {
  const events: RequestEvent[] = [];
  for (const command of commands) {
    const before = requestOf(events);
    const outcome = decideRequest(before, command, context());
    if (isRequestFault(outcome)) continue;
    if (before) expect(POSSIBLE_IN[command.do]).toContain(before.state);
    visit(before, outcome);
    events.push(...outcome);
  }
  return events;
}

/** What holds of every request that can come to be. */
function judge(state: RequestState): void {
  const { decision, completeOn, deliveredOn, endedOn, duplicateOf } = state;
  const isBeforeIdentity = law.refusals.find(({ code }) => code === decision?.reason)?.beforeIdentity === true;
  if (decision) expect(completeOn !== null || isBeforeIdentity).toBe(true);
  expect(['decided', 'delivered', 'closed'].includes(state.state)).toBe(decision !== null);
  expect(['delivered', 'closed'].includes(state.state)).toBe(deliveredOn !== null);
  expect(isEnded(state)).toBe(endedOn !== null);
  expect(state.state === 'duplicate').toBe(duplicateOf !== null);
  if (state.state === 'in-preparation' || state.state === 'target-asked') expect(completeOn).not.toBeNull();
  if (!['SELF', 'PARENT', 'GUARDIAN', 'AGENT'].includes(state.asker)) expect(completeOn).toBeNull();
  if (decision && decision.outcome === 'PART' && (state.kind === 'RQ2' || state.kind === 'RQ3'))
    expect(decision.withheld.length).toBeGreaterThan(0);
}

describe('whatever is tried with a request', () => {
  it('reaches no state that cannot be, and an ended one stays as it is', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(course, (commands) => {
        const events = run(commands, (before) => expect(before === null || !isEnded(before)).toBe(true));
        for (let made = 1; made <= events.length; made += 1) {
          const state = requestOf(events.slice(0, made))!;
          reached.add(state.state);
          judge(state);
        }
      }),
      { numRuns: 2_000 },
    );
    // Courses that never get anywhere would prove nothing.
    expect([...reached]).toEqual(
      expect.arrayContaining(['identity-pending', 'in-preparation', 'decided', 'withdrawn']),
    );
  });

  it('leaves a state that is the fold of its events, whichever way it is folded', () => {
    fc.assert(
      fc.property(course, (commands) => {
        let folded: RequestState | null = null;
        const events = run(commands, (before, made) => {
          expect(folded).toEqual(before);
          for (const event of made) folded = evolveRequest(folded, event);
        });
        expect(folded).toEqual(requestOf(events));
        expect(requestOf(JSON.parse(JSON.stringify(events)) as RequestEvent[])).toEqual(folded);
      }),
      { numRuns: 500 },
    );
  });
});
