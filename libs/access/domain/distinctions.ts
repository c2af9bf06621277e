import type { DistinctionEvent, DistinctionEvidence, DistinctionProposed } from './distinction-events.js';
import { judgeApproval, type FourEyesAct, type FourEyesVerdict } from './four-eyes.js';

/** That two references are of two people, as it stands. */
export interface Distinction extends FourEyesAct {
  readonly id: string;
  readonly evidence: DistinctionEvidence;
  readonly status: 'proposed' | 'withdrawn' | 'approved' | 'revoked';
  readonly proposedAt: string;
  readonly approvedAt: string | null;
  readonly revokedAt: string | null;
}

/** An event of a distinction, with what the log says of it. */
export interface NotedDistinctionEvent {
  readonly event: Pick<DistinctionEvent, 'type' | 'data'>;
  readonly by: string;
  readonly at: string;
}

export type Distinctions = ReadonlyMap<string, Distinction>;

/** By their ids, in the order in which they were proposed. An approval that nobody else gave is none. */
export function distinctionsOf(events: Iterable<NotedDistinctionEvent>): Distinctions {
  const all = new Map<string, Distinction>();
  for (const { event, by, at } of events) {
    const { distinctionId: id } = event.data;
    const known = all.get(id);
    if (event.type === 'DistinctionProposed') {
      if (!known) all.set(id, proposed(event.data as DistinctionProposed['data'], by, at));
      continue;
    }
    if (known) all.set(id, { ...known, ...changeOf(known, event.type, { by, at }) });
  }
  return all;
}

function changeOf(
  known: Distinction,
  type: Exclude<DistinctionEvent['type'], 'DistinctionProposed'>,
  { by, at }: { readonly by: string; readonly at: string },
): Partial<Distinction> {
  switch (type) {
    case 'DistinctionApproved':
      return judgeApproval(known, by) === 'new' ? { status: 'approved', approvedBy: by, approvedAt: at } : {};
    case 'DistinctionWithdrawn':
      return known.status === 'proposed' ? { status: 'withdrawn' } : {};
    case 'DistinctionRevoked':
      return { status: 'revoked', revokedAt: at };
    default:
      return type satisfies never;
  }
}

function proposed({ distinctionId: id, evidence }: DistinctionProposed['data'], by: string, at: string): Distinction {
  const open = { status: 'proposed', approvedBy: null, approvedAt: null, revokedAt: null } as const;
  return { ...open, id, evidence, proposedBy: by, proposedAt: at };
}

/** What counts is undone; what nobody approved is withdrawn instead. */
export function judgeUndoing({ status }: Distinction): FourEyesVerdict {
  if (status === 'revoked') return 'known';
  if (status === 'withdrawn') return 'withdrawn';
  return status === 'approved' ? 'new' : 'not-approved';
}
