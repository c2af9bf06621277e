import type { Day } from '#statute';
import type { FourEyesAct, FourEyesVerdict } from './four-eyes.js';
import type { MandateEvent, MandateProposed } from './mandate-events.js';

/** An auditor's mandate as it stands: who may audit the association, from a day to a day. */
export interface Mandate extends FourEyesAct {
  readonly id: string;
  readonly account: string;
  readonly from: Day;
  readonly until: Day;
  readonly status: 'proposed' | 'withdrawn' | 'approved' | 'revoked';
  readonly proposedAt: string;
  readonly approvedAt: string | null;
  readonly revokedAt: string | null;
}

/** An event of a mandate, with what the log says of it. */
export interface NotedMandateEvent {
  readonly event: Pick<MandateEvent, 'type' | 'data'>;
  readonly by: string;
  readonly at: string;
}

export type Mandates = ReadonlyMap<string, Mandate>;

/** Mandates by their ids, in the order in which they were proposed; `known`: as they stood before these events. */
export function mandatesOf(events: Iterable<NotedMandateEvent>, known: Mandates = new Map()): Mandates {
  const mandates = new Map(known);
  for (const { event, by, at } of events) {
    const { mandateId: id } = event.data;
    const change = (over: Partial<Mandate>) => {
      const mandate = mandates.get(id);
      if (mandate) mandates.set(id, { ...mandate, ...over });
    };
    switch (event.type) {
      case 'MandateProposed':
        mandates.set(id, proposed(event.data as MandateProposed['data'], by, at));
        break;
      case 'MandateApproved':
        change({ status: 'approved', approvedBy: by, approvedAt: at });
        break;
      case 'MandateWithdrawn':
        change({ status: 'withdrawn' });
        break;
      case 'MandateRevoked':
        change({ status: 'revoked', revokedAt: at });
        break;
      default:
        event.type satisfies never;
    }
  }
  return mandates;
}

function proposed({ mandateId, account, from, until }: MandateProposed['data'], by: string, at: string): Mandate {
  const open = { status: 'proposed', approvedBy: null, approvedAt: null, revokedAt: null } as const;
  return { ...open, id: mandateId, account, from, until, proposedBy: by, proposedAt: at };
}

/** What is in force, or is to be, ends at once; what nobody approved is withdrawn instead. */
export function judgeRevocation({ status }: Mandate): FourEyesVerdict {
  if (status === 'revoked') return 'known';
  if (status === 'withdrawn') return 'withdrawn';
  return status === 'approved' ? 'new' : 'not-approved';
}

/** The mandate under which an account audits on a day: of several, the one that was proposed first. */
export function mandateInForce(mandates: Mandates, account: string, on: Day): Mandate | null {
  for (const mandate of mandates.values()) {
    const { status, from, until } = mandate;
    if (mandate.account === account && status === 'approved' && from <= on && on <= until) return mandate;
  }
  return null;
}
