import type { Day } from '#statute';
import type { RepresentationEntered, RepresentationEvent, RepresentationKind } from './representation-events.js';

/** A representation as it stands. */
export interface Representation {
  readonly id: string;
  readonly kind: RepresentationKind;
  readonly from: Day;
  readonly until: Day | null;
  /** The representative's account; null where it is a member. */
  readonly account: string | null;
  readonly enteredAt: string;
  readonly revokedAt: string | null;
}

export type NotedRepresentationEvent = Pick<RepresentationEvent, 'type' | 'data'> & { readonly at: string };

export function representationsOf(events: Iterable<NotedRepresentationEvent>): ReadonlyMap<string, Representation> {
  const all = new Map<string, Representation>();
  for (const event of events) {
    const { representationId: id } = event.data;
    switch (event.type) {
      case 'RepresentationEntered':
        all.set(id, entered(event.data as RepresentationEntered['data'], event.at));
        break;
      case 'RepresentationRevoked': {
        const known = all.get(id);
        if (known) all.set(id, { ...known, revokedAt: known.revokedAt ?? event.at });
        break;
      }
      default:
        event.type satisfies never;
    }
  }
  return all;
}

function entered(data: RepresentationEntered['data'], at: string): Representation {
  const { representationId: id, kind, from, until = null, account = null } = data;
  return { id, kind, from, until, account, enteredAt: at, revokedAt: null };
}

/** Whoever acts for a minor does so until the member comes of age: Civil Code art. 4, 818, 838. */
export function isOfMinor(kind: RepresentationKind): boolean {
  return kind === 'PARENT' || kind === 'MINOR_GUARDIAN';
}

/** The first day on which it is over by itself; null where no day ends it. `ofAgeOn`: when the member comes of age. */
export function endsOn({ kind, until }: Representation, ofAgeOn: Day | null, dayAfter: (day: Day) => Day): Day | null {
  const ends = [until === null ? null : dayAfter(until), isOfMinor(kind) ? ofAgeOn : null];
  return ends.filter((day) => day !== null).sort()[0] ?? null;
}

/** `ends`: as `endsOn` says it. */
export function isInForce({ from, revokedAt }: Representation, ends: Day | null, on: Day): boolean {
  return revokedAt === null && from <= on && (ends === null || on < ends);
}

/**
 * From whom a member under a 不開示 flag is protected: from parents, and from whoever is a member of the association as
 * well, for those are the household, however they were entered. An agent or a guardian from outside is not of it.
 * `isMember`: whether the one who asks is known as a member.
 */
export function isOfHousehold({ kind, account }: Pick<Representation, 'kind' | 'account'>, isMember: boolean): boolean {
  return kind === 'PARENT' || account === null || isMember;
}
