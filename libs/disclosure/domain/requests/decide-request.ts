import { addDays, channelRule, protectedRule, requestDeadlines, WORKING_DAYS, type Day } from '#statute';
import { answerInquiry, askInstitution } from './ask-institution.js';
import { withheldYet } from './hindrance.js';
import { missingOf, showEvidence, showIdentity } from './identify-asker.js';
import { judgeDecision } from './judge-decision.js';
import { periodErrors, receiveRequest } from './receive-request.js';
import type { RequestCommand } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestEvent } from './request-events.js';
import { fault, misfit, type RequestFault } from './request-faults.js';
import { settleUse } from './settle-use.js';
import { refusedOn, type RequestState, type RequestStateName } from './request-state.js';

type Outcome = RequestEvent[] | RequestFault;

const BEFORE_DECISION = ['received', 'identity-pending', 'target-asked', 'in-preparation'] as const;

/** In which states something can be done; a request that is ended stays as it is. */
export const POSSIBLE_IN: Readonly<Record<RequestCommand['do'], readonly RequestStateName[]>> = {
  receive: [],
  'ask-identity': ['received', 'identity-pending'],
  'show-identity': ['received', 'identity-pending'],
  'show-evidence': ['received', 'identity-pending'],
  'ask-target': ['in-preparation'],
  'answer-target': ['target-asked'],
  'ask-institution': ['target-asked', 'in-preparation'],
  'answer-inquiry': ['target-asked', 'in-preparation'],
  extend: ['target-asked', 'in-preparation'],
  // Nobody has to narrow a request: it is decided as it was asked where the person says nothing, art. 37(2).
  decide: BEFORE_DECISION,
  'approve-decision': ['decided'],
  deliver: ['decided'],
  'settle-use': ['decided', 'delivered', 'closed'],
  close: ['delivered'],
  withdraw: BEFORE_DECISION,
  'mark-duplicate': BEFORE_DECISION,
};

/** What becomes of a request by a command: the events, or why it cannot be. */
export function decideRequest(state: RequestState | null, command: RequestCommand, context: RequestContext): Outcome {
  if (command.do === 'receive')
    return state === null ? receiveRequest(command, context) : fault('disclosure-request-differs');
  if (state === null) return fault('disclosure-request-unknown');
  const isPossible = POSSIBLE_IN[command.do].includes(state.state) || refusesAfterAll(state, command, context);
  if (!isPossible) return fault('disclosure-request-state', { state: state.state });
  return decided(state, command, context);
}

/** What was decided and not told yet is refused after all where by now it may not be told: it would never end. */
function refusesAfterAll(state: RequestState, command: RequestCommand, context: RequestContext): boolean {
  if (state.state !== 'decided' || command.do !== 'decide' || command.outcome !== 'REFUSED') return false;
  return state.decision!.outcome !== 'REFUSED' && withheldYet(state, context) !== null;
}

export function isRequestFault(outcome: Outcome): outcome is RequestFault {
  return !Array.isArray(outcome);
}

function decided(
  state: RequestState,
  command: Exclude<RequestCommand, { do: 'receive' }>,
  context: RequestContext,
): Outcome {
  const { requestId } = state;
  const { today } = context;
  switch (command.do) {
    case 'ask-identity': {
      const missing = missingOf(context.ruleset.requests, state);
      const { text } = command;
      return [{ type: 'RequestIdentityAsked', data: { requestId, askedOn: today, missing }, sealed: { text } }];
    }
    case 'show-identity':
      return one(showIdentity(state, command, context));
    case 'show-evidence':
      return one(showEvidence(state, command, context));
    case 'ask-target':
      return [{ type: 'RequestTargetAsked', data: { requestId, askedOn: today }, sealed: { text: command.text } }];
    case 'answer-target':
      return targetAnswered(state, command, context);
    case 'extend':
      return extended(state, command, context);
    case 'decide':
      return judgeDecision(state, command, context);
    case 'ask-institution':
      return one(askInstitution(state, command, context));
    case 'answer-inquiry':
      return one(answerInquiry(state, command, context));
    case 'approve-decision':
      return one(approved(state, command.text, context));
    case 'deliver':
      return delivered(state, command, context);
    case 'settle-use':
      return one(settleUse(state, command, context));
    case 'close':
      return [{ type: 'RequestClosed', data: { requestId, closedOn: today }, sealed: { text: command.text } }];
    case 'withdraw': {
      const { withdrawnOn, text } = command;
      const data = { requestId, withdrawnOn };
      return past(state, 'withdrawnOn', withdrawnOn, today) ?? [{ type: 'RequestWithdrawn', data, sealed: { text } }];
    }
    case 'mark-duplicate':
      return duplicate(state, command, context);
    default:
      return command satisfies never;
  }
}

function targetAnswered(
  state: RequestState,
  { answeredOn, narrowed, period, text }: Extract<RequestCommand, { do: 'answer-target' }>,
  { today }: RequestContext,
): Outcome {
  const isWide = period !== undefined && !narrowed;
  const wrong =
    past(state, 'answeredOn', answeredOn, today) ??
    misfit([
      ...periodErrors({ kind: state.kind, ...(period && { period }) }),
      ...(isWide ? [{ pointer: '/period', detail: 'is said where nothing was narrowed' }] : []),
    ]);
  const data = { requestId: state.requestId, answeredOn, narrowed, ...(period && { period }) };
  return wrong ?? [{ type: 'RequestTargetAnswered', data, sealed: { text } }];
}

function one(outcome: RequestEvent | RequestFault): Outcome {
  return 'fault' in outcome ? outcome : [outcome];
}

/** A fault where a day is no day between the arrival and today. */
function past({ arrivedOn }: RequestState, field: string, day: Day, today: Day): RequestFault | null {
  const detail = day > today ? 'is in the future' : day < arrivedOn ? 'is before the request arrived' : null;
  return detail === null ? null : misfit([{ pointer: `/${field}`, detail }]);
}

function extended(
  state: RequestState,
  { dueOn, noticedOn, channel, text }: Extract<RequestCommand, { do: 'extend' }>,
  context: RequestContext,
): Outcome {
  const before = deadlinesOf(state, context).answer!.dueOn;
  const first = deadlinesOf({ ...state, extendedTo: null }, context).answer!.dueOn;
  const last = addDays(first, context.ruleset.requests.answerWithin.extensionDaysMax);
  const wrong =
    past(state, 'noticedOn', noticedOn, context.today) ??
    misfit([
      ...(dueOn > before ? [] : [{ pointer: '/dueOn', detail: 'is no later day than it is due by now' }]),
      ...(dueOn > last ? [{ pointer: '/dueOn', detail: `is after ${last}: it can take no longer` }] : []),
    ]);
  const data = { requestId: state.requestId, dueOn, noticedOn, channel };
  return wrong ?? [{ type: 'RequestExtended', data, sealed: { text } }];
}

/** Four eyes, as where a mandate is given: whoever decided cannot approve it. */
function approved(
  { requestId, decision, approvedOn }: RequestState,
  text: string | null,
  { approval, today }: RequestContext,
): RequestEvent | RequestFault {
  if (decision!.outcome === 'REFUSED' || approval === null || approvedOn !== null)
    return fault('disclosure-request-state', { state: 'decided' });
  if (approval !== 'new') return fault('disclosure-approval-same-person');
  return { type: 'RequestDecisionApproved', data: { requestId, approvedOn: today }, sealed: { text } };
}

function delivered(
  state: RequestState,
  { deliveredOn, channel, atOwnRisk, note }: Extract<RequestCommand, { do: 'deliver' }>,
  context: RequestContext,
): Outcome {
  const { settingsOn, today } = context;
  const { decidedOn } = state.decision!;
  const withheld = withheldYet(state, context);
  if (withheld) return withheld;
  const detail = deliveredOn > today ? 'is in the future' : deliveredOn < decidedOn ? 'is before it was decided' : null;
  if (detail) return misfit([{ pointer: '/deliveredOn', detail }])!;
  const rule = channelRule(settingsOn(today), channel, 'answers');
  if (rule === 'refuse') return fault('disclosure-channel-closed', { channel });
  const guarded = protectedRule(context.ruleset.requests, { ...context, channel });
  if (guarded === 'refuse') return fault('disclosure-channel-protected', { channel });
  const isRisky = rule === 'warn' || guarded === 'warn';
  if (isRisky && !atOwnRisk) return fault('disclosure-channel-risk', { channel });
  const data = { requestId: state.requestId, deliveredOn, channel, atOwnRisk: isRisky };
  return [{ type: 'RequestDelivered', data, sealed: { note } }];
}

function duplicate(
  { requestId, kind }: RequestState,
  { of, text }: Extract<RequestCommand, { do: 'mark-duplicate' }>,
  { others, today }: RequestContext,
): Outcome {
  const other = of === requestId ? undefined : others.get(of);
  // One that was decided on answers nothing that is asked after it: art. 36 wants each answered.
  const goesOn = other?.kind === kind && BEFORE_DECISION.some((state) => state === other.state);
  if (!goesOn) return misfit([{ pointer: '/of', detail: 'is no request of this kind and person that goes on' }])!;
  return [{ type: 'RequestFoundDuplicate', data: { requestId, of, foundOn: today }, sealed: { text } }];
}

/** By when a request is to be answered, and from when a suit is possible. */
export function deadlinesOf(
  state: RequestState,
  { ruleset, settingsOn }: Pick<RequestContext, 'ruleset' | 'settingsOn'>,
) {
  const { kind, arrivedOn, completeOn, extendedTo } = state;
  const days = { kind, arrivedOn, completeOn, extendedTo, refusedOn: refusedOn(state) };
  return requestDeadlines(ruleset.requests, days, settingsOn(completeOn ?? arrivedOn), WORKING_DAYS);
}
