import type {
  OfferedAnswers,
  RequestAsker,
  RequestChannel,
  RequestFormat,
  RequestKind,
  RequestMethod,
  RequestRole,
} from '#statute';
import type { RequestDecided, RequestEvent, RequestPeriod } from './request-events.js';

export const REQUEST_STATES = [
  'received',
  'identity-pending',
  'target-asked',
  'in-preparation',
  'decided',
  'delivered',
  'closed',
  'withdrawn',
  'duplicate',
] as const;
export type RequestStateName = (typeof REQUEST_STATES)[number];

/** A disclosure request as its events tell it: codes and days alone. */
export interface RequestState {
  readonly requestId: string;
  readonly state: RequestStateName;
  readonly kind: RequestKind;
  readonly asker: RequestAsker;
  readonly channel: RequestChannel;
  readonly method: RequestMethod;
  readonly format?: RequestFormat;
  readonly notOffered?: OfferedAnswers;
  readonly grounds: readonly string[];
  readonly about?: readonly string[];
  readonly receivedAt: string;
  readonly arrivedOn: string;
  readonly fee: number;
  /** RQ3: the days of which records are wanted; left out where all are. */
  readonly period?: RequestPeriod;
  readonly identities: readonly {
    readonly role: RequestRole;
    readonly method: string;
    readonly assurance: number;
    readonly copy: 'NONE' | 'MASKED';
    readonly shownOn: string;
  }[];
  /** Papers that show that whoever asks may ask. */
  readonly evidence: readonly string[];
  /** Questions to medical institutions; what they answered is sealed. */
  readonly inquiries: readonly {
    readonly inquiryId: string;
    readonly askedOn: string;
    readonly answeredOn: string | null;
  }[];
  readonly completeOn: string | null;
  readonly extendedTo: string | null;
  readonly decision: RequestDecided['data'] | null;
  /** The day on which a second officer agreed to the decision; null where nobody did. */
  readonly approvedOn: string | null;
  /** What became of arrangements after a stop of use; left out where nothing was said. */
  readonly uses?: readonly {
    readonly arrangement: string;
    readonly settlement: string;
    readonly settledOn: string;
  }[];
  readonly deliveredOn: string | null;
  /** The request of which this one is a duplicate. */
  readonly duplicateOf: string | null;
  /** The day on which it came to its end: closed, withdrawn, or found to be a duplicate. */
  readonly endedOn: string | null;
}

/** What is folded of an event: the sealed part tells nothing that decides. */
export type ClearRequestEvent = {
  [Type in RequestEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<RequestEvent, { type: Type }>['data'];
  };
}[RequestEvent['type']];

/** Folds one request from its events; null where it was never received. */
export function requestOf(events: Iterable<ClearRequestEvent>): RequestState | null {
  let state: RequestState | null = null;
  for (const event of events) state = evolveRequest(state, event);
  return state;
}

export function evolveRequest(state: RequestState | null, event: ClearRequestEvent): RequestState | null {
  if (event.type === 'RequestReceived') return { ...event.data, ...NOTHING_YET };
  if (!state) return null;
  switch (event.type) {
    case 'RequestIdentityAsked':
      return { ...state, state: 'identity-pending' };
    case 'RequestIdentityShown': {
      const { role, method, assurance, copy, shownOn, complete } = event.data;
      const identities = [...state.identities, { role, method, assurance, copy, shownOn }];
      return { ...state, identities, ...shown(complete, shownOn) };
    }
    case 'RequestEvidenceShown': {
      const { papers, shownOn, complete } = event.data;
      return { ...state, evidence: [...new Set([...state.evidence, ...papers])], ...shown(complete, shownOn) };
    }
    case 'RequestTargetAsked':
      return { ...state, state: 'target-asked' };
    case 'RequestTargetAnswered':
      return { ...state, state: 'in-preparation', ...(event.data.period && { period: event.data.period }) };
    case 'RequestInquiryMade': {
      const { inquiryId, askedOn } = event.data;
      return { ...state, inquiries: [...state.inquiries, { inquiryId, askedOn, answeredOn: null }] };
    }
    case 'RequestInquiryAnswered': {
      const { inquiryId, answeredOn } = event.data;
      const answered = (one: RequestState['inquiries'][number]) =>
        one.inquiryId === inquiryId ? { ...one, answeredOn } : one;
      return { ...state, inquiries: state.inquiries.map(answered) };
    }
    case 'RequestExtended':
      return { ...state, extendedTo: event.data.dueOn };
    case 'RequestRecordsFrozen':
    case 'RequestExtrasFrozen':
      return state;
    case 'RequestDecided':
      return { ...state, state: 'decided', decision: event.data, approvedOn: null };
    case 'RequestDecisionApproved':
      return { ...state, approvedOn: event.data.approvedOn };
    case 'RequestDelivered':
      return { ...state, state: 'delivered', deliveredOn: event.data.deliveredOn };
    case 'RequestUseSettled': {
      const { arrangement, settlement, settledOn } = event.data;
      const others = (state.uses ?? []).filter((one) => one.arrangement !== arrangement);
      return { ...state, uses: [...others, { arrangement, settlement, settledOn }] };
    }
    case 'RequestClosed':
      return { ...state, state: 'closed', endedOn: event.data.closedOn };
    case 'RequestWithdrawn':
      return { ...state, state: 'withdrawn', endedOn: event.data.withdrawnOn };
    case 'RequestFoundDuplicate':
      return { ...state, state: 'duplicate', duplicateOf: event.data.of, endedOn: event.data.foundOn };
    default:
      return event satisfies never;
  }
}

const NOTHING_YET = {
  state: 'received',
  identities: [],
  evidence: [],
  inquiries: [],
  completeOn: null,
  extendedTo: null,
  decision: null,
  approvedOn: null,
  deliveredOn: null,
  duplicateOf: null,
  endedOn: null,
} as const;

function shown(complete: boolean, shownOn: string): Pick<RequestState, 'state'> & Partial<RequestState> {
  return complete ? { state: 'in-preparation', completeOn: shownOn } : { state: 'identity-pending' };
}

/** Whether nothing becomes of it any more. */
export function isEnded({ state }: Pick<RequestState, 'state'>): boolean {
  return state === 'closed' || state === 'withdrawn' || state === 'duplicate';
}

/** Whether the person waits for an answer, or for what was decided. */
export function awaitsAnswer(state: Pick<RequestState, 'state'>): boolean {
  return !isEnded(state) && state.state !== 'delivered';
}

/** The day on which a refusal was told; null where it was not, or is none. */
export function refusedOn({ decision, deliveredOn }: RequestState): string | null {
  return decision?.outcome === 'REFUSED' ? deliveredOn : null;
}
