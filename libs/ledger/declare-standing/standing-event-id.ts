import { v5 } from 'uuid';

/** Namespace of event ids of declarations; any fixed UUID, never to be changed. */
const STANDING_NAMESPACE = '0b9e7c1e-6a1f-4f3d-9d55-7a8b1f0c2e64';

/** One event id for one declaration or withdrawal: said twice at once, it is still one fact. */
export function standingEventId(what: 'declared' | 'withdrawn', member: string, standingId: string): string {
  return v5(JSON.stringify([what, member, standingId]), STANDING_NAMESPACE);
}
