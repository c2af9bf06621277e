import type { ErasureEvent, ErasureExecuted, ErasureProposed, MemberDuty } from './erasure-events.js';

/** An erasure folded from its stream. */
export interface Erasure {
  readonly status: 'proposed' | 'approved' | 'withdrawn' | 'executed';
  readonly member: string;
  readonly proposal: ErasureProposed['data'];
  /** Null once the association's own key is gone. */
  readonly words: ErasureProposed['sealed'] | null;
  /** Who proposed and who approved it, as events name them. */
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly executed: (ErasureExecuted['data'] & Pick<NotedErasure, 'at' | 'position' | 'leafHash'>) | null;
  /** Of its last event. */
  readonly revision: number;
}

/** Whether references, in any order, are those that were proposed; another person was merged in, or this one away, where not. */
export function isAsProposed({ words }: Erasure, refs: readonly string[]): boolean {
  const proposed = new Set(words?.references);
  return proposed.size === refs.length && refs.every((ref) => proposed.has(ref));
}

/** Why an erasure cannot be executed as it stands. */
export const ERASURE_HINDRANCES = ['erasure-changed', 'erasure-blocked'] as const;
export type ErasureHindrance = (typeof ERASURE_HINDRANCES)[number];

/** By the references of the person and what is due of them now. Whom a merger changed waits in vain, however long. */
export function hindranceOf(
  erasure: Erasure,
  refs: readonly string[],
  due: readonly MemberDuty[],
): ErasureHindrance | null {
  if (!isAsProposed(erasure, refs)) return 'erasure-changed';
  return due.length > 0 && erasure.proposal.despite === undefined ? 'erasure-blocked' : null;
}

/** An event with what the log says of it. */
export interface NotedErasure {
  readonly event: ReadErasureEvent;
  readonly subject: string;
  readonly by: string;
  readonly at: string;
  readonly position: string;
  readonly leafHash: string;
  readonly revision: number;
}

/** As it is read: a sealed part may be gone. */
export type ReadErasureEvent = {
  [Type in ErasureEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<ErasureEvent, { type: Type }>['data'];
    readonly sealed: Extract<ErasureEvent, { type: Type }>['sealed'] | null;
  };
}[ErasureEvent['type']];

/** Null before it is proposed. */
export function erasureOf(events: readonly NotedErasure[]): Erasure | null {
  let erasure: Erasure | null = null;
  for (const noted of events) erasure = evolve(erasure, noted);
  return erasure;
}

function evolve(erasure: Erasure | null, { event, subject, by, at, position, leafHash, revision }: NotedErasure) {
  const changed = (over: Partial<Erasure>): Erasure | null => erasure && { ...erasure, ...over, revision };
  switch (event.type) {
    case 'ErasureProposed':
      return {
        status: 'proposed',
        member: subject,
        proposal: event.data,
        words: event.sealed,
        proposedBy: by,
        proposedAt: at,
        approvedBy: null,
        executed: null,
        revision,
      } satisfies Erasure;
    case 'ErasureApproved':
      return changed({ status: 'approved', approvedBy: by });
    case 'ErasureWithdrawn':
      return changed({ status: 'withdrawn' });
    case 'ErasureExecuted':
      return changed({ status: 'executed', executed: { ...event.data, at, position, leafHash } });
    default:
      return event satisfies never;
  }
}
