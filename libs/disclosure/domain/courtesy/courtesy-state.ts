import type { FamilyRelation, RequestChannel } from '#statute';
import type { CourtesyDecided, CourtesyEvent } from './courtesy-events.js';

export const COURTESY_STATES = ['received', 'shown', 'decided', 'answered', 'withdrawn'] as const;

/** What a bereaved family asks, as its events tell it: codes and days alone. */
export interface CourtesyState {
  readonly requestId: string;
  readonly state: (typeof COURTESY_STATES)[number];
  readonly relation: FamilyRelation;
  readonly subjects: readonly string[];
  readonly channel: RequestChannel;
  readonly arrivedOn: string;
  readonly fee: number;
  readonly identities: readonly string[];
  readonly papers: readonly string[];
  readonly completeOn: string | null;
  readonly decision: CourtesyDecided['data'] | null;
  readonly answeredOn: string | null;
  readonly withdrawnOn: string | null;
}

export type ClearCourtesyEvent = {
  [Type in CourtesyEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<CourtesyEvent, { type: Type }>['data'];
  };
}[CourtesyEvent['type']];

export function courtesyOf(events: Iterable<ClearCourtesyEvent>): CourtesyState | null {
  let state: CourtesyState | null = null;
  for (const event of events) state = evolveCourtesy(state, event);
  return state;
}

export function evolveCourtesy(state: CourtesyState | null, event: ClearCourtesyEvent): CourtesyState | null {
  if (event.type === 'CourtesyReceived') return { ...event.data, ...NOTHING_YET };
  if (!state) return null;
  switch (event.type) {
    case 'CourtesyEvidenceShown': {
      const { identity, papers, shownOn, complete } = event.data;
      const identities = identity === null ? state.identities : [...state.identities, identity];
      const shown = { identities, papers: [...new Set([...state.papers, ...papers])] };
      return complete ? { ...state, ...shown, state: 'shown', completeOn: shownOn } : { ...state, ...shown };
    }
    case 'CourtesyDecided':
      return { ...state, state: 'decided', decision: event.data };
    case 'CourtesyAnswered':
      return { ...state, state: 'answered', answeredOn: event.data.answeredOn };
    case 'CourtesyWithdrawn':
      return { ...state, state: 'withdrawn', withdrawnOn: event.data.withdrawnOn };
    default:
      return event satisfies never;
  }
}

const NOTHING_YET = {
  state: 'received',
  identities: [],
  papers: [],
  completeOn: null,
  decision: null,
  answeredOn: null,
  withdrawnOn: null,
} as const;
