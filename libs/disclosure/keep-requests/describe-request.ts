import type { PersonFlags } from '#access';
import { citation, daysBetween, WORKING_DAYS, type AssociationSettings, type Day } from '#statute';
import { deadlinesOf } from '../domain/requests/decide-request.js';
import { awaitsApproval } from '../domain/requests/hindrance.js';
import { missingOf } from '../domain/requests/identify-asker.js';
import { isEnded, type RequestState } from '../domain/requests/request-state.js';
import { decisionOf } from './describe-decision.js';
import type {
  AnswerDeadlineAnswer,
  InquiryAnswer,
  OwnRequestAnswer,
  RequestAnswer,
  SuitAnswer,
} from './request.answer.js';
import type { KnownRequest, ReadRequestEvent } from './request-reader.js';
import { standingFlags } from './standing-flags.js';
import { cited, notOfferedAnswer, tabled, worded } from './request-words.js';

/** For whom and as of when a request is put into words. */
export interface AsOf {
  readonly today: Day;
  readonly settingsOn: (day: Day) => AssociationSettings;
}

/** A request as the person sees it: what was decided is told by the answer, not before. */
export function describeOwnRequest(known: KnownRequest, asOf: AsOf): OwnRequestAnswer {
  const shared = describe(known, asOf);
  return known.state.deliveredOn === null ? shared : { ...shared, decision: decisionOf(known, 'person') };
}

export function describeRequest(known: KnownRequest, asOf: AsOf, flags: PersonFlags): RequestAnswer {
  const { state, ruleset, events, ref } = known;
  const flagsSince = flags.since(state.arrivedOn);
  const law = ruleset.requests;
  return {
    ...describe(known, asOf),
    decision: decisionOf(known, 'officer'),
    member: ref,
    asker: worded(law.askers, state.asker),
    representative: receiptOf(known).sealed?.representative ?? null,
    contact: contactOf(known),
    flags: standingFlags(flags.periods, asOf.today),
    suit: suitOf(known, asOf),
    inquiries: inquiriesOf(known),
    approval:
      state.approvedOn !== null ? 'given' : awaitsApproval(state, { ruleset, flagsSince }) ? 'needed' : 'not-needed',
    identities: state.identities.map((one) => ({ ...one, method: worded(law.identity, one.method) })),
    evidence: state.evidence.map((code) => tabled(law.evidence, code)),
    ruleset: ruleset.id,
    history: events.map(({ stored: { position, envelope }, event }) => ({
      type: envelope.type,
      role: envelope.actor.role,
      recordedAt: envelope.recordedAt,
      text: textOf(event),
      position,
    })),
  };
}

/** Where the answer is wanted, if not where the person is registered; null also once its key was destroyed. */
export function contactOf(known: KnownRequest): string | null {
  return receiptOf(known).sealed?.contact ?? null;
}

function receiptOf({ events }: KnownRequest): Extract<ReadRequestEvent, { type: 'RequestReceived' }> {
  return events[0]!.event as Extract<ReadRequestEvent, { type: 'RequestReceived' }>;
}

function inquiriesOf({ state, ruleset, events }: KnownRequest): InquiryAnswer[] {
  const { answers } = ruleset.requests.inquiry;
  return state.inquiries.map(({ inquiryId: id, askedOn, answeredOn }) => {
    const sealedOf = <Type extends ReadRequestEvent['type']>(type: Type) =>
      events.find(({ event }) => event.type === type && (event.data as { inquiryId?: string }).inquiryId === id)?.event
        .sealed as Extract<ReadRequestEvent, { type: Type }>['sealed'] | undefined;
    const answer = sealedOf('RequestInquiryAnswered')?.answer;
    return {
      id,
      askedOn,
      answeredOn,
      institution: sealedOf('RequestInquiryMade')?.institution ?? null,
      answer: answer === undefined ? null : worded(answers, answer),
    };
  });
}

function describe({ state, ruleset, events }: KnownRequest, asOf: AsOf): OwnRequestAnswer {
  const law = ruleset.requests;
  const { stored, event } = events[0]!;
  const isOpen = !isEnded(state) && state.decision === null;
  return {
    id: state.requestId,
    state: state.state,
    kind: cited(law.kinds, state.kind, ruleset),
    channel: worded(law.channels, state.channel),
    method: worded(law.methods, state.method),
    format: state.format === undefined ? null : worded(law.formats, state.format),
    notOffered: notOfferedAnswer(state.notOffered, ruleset),
    grounds: state.grounds.map((code) => cited(law.grounds, code, ruleset)),
    about: (state.about ?? []).map((code) => cited(law.about, code, ruleset)),
    receivedAt: state.receivedAt,
    enteredAt: stored.envelope.recordedAt,
    arrivedOn: state.arrivedOn,
    fee: state.fee,
    period: state.period ?? null,
    missing: isOpen ? missingOf(law, state) : [],
    completeOn: state.completeOn,
    answer: answerOf(state, deadlinesOf(state, { ruleset, ...asOf }).answer, asOf.today),
    extendedTo: state.extendedTo,
    decision: null,
    deliveredOn: state.deliveredOn,
    duplicateOf: state.duplicateOf,
    endedOn: state.endedOn,
    text: textOf(event),
    position: events.at(-1)!.stored.position,
  };
}

/** What was said with an event. */
function textOf({ sealed }: ReadRequestEvent): string | null {
  if (!sealed) return null;
  const { text = null, note = null } = sealed as { readonly text?: string | null; readonly note?: string | null };
  return text ?? note;
}

/** The day on which nothing is left to answer. */
function doneOn({ deliveredOn, endedOn }: RequestState): Day | null {
  return deliveredOn ?? endedOn;
}

export function answerOf(
  state: RequestState,
  due: { readonly alertOn: Day; readonly dueOn: Day; readonly openUntil: Day; readonly isCertain: boolean } | null,
  today: Day,
): AnswerDeadlineAnswer {
  const done = doneOn(state);
  if (due === null) return { ...NOT_RUNNING, state: done === null ? 'waiting' : 'done' };
  const { alertOn, dueOn, openUntil, isCertain: certain } = due;
  const days = { alertOn, dueOn, openUntil, certain };
  if (done !== null)
    return { ...days, state: done <= dueOn ? 'done' : 'done-late', daysLeft: null, openDaysLeft: null };
  const left = { daysLeft: daysBetween(today, dueOn), openDaysLeft: WORKING_DAYS.openBetween(today, dueOn) };
  return { ...days, ...left, state: today > dueOn ? 'overdue' : today >= alertOn ? 'warning' : 'running' };
}

const NOT_RUNNING = {
  alertOn: null,
  dueOn: null,
  openUntil: null,
  daysLeft: null,
  openDaysLeft: null,
  certain: true,
} as const;

function suitOf({ state, ruleset }: KnownRequest, asOf: AsOf): SuitAnswer | null {
  const { suit } = deadlinesOf(state, { ruleset, ...asOf });
  return suit && { ...suit, citations: ruleset.requests.suit.cites.map((ref) => citation(ruleset, ref)) };
}
