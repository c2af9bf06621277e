import { readFileSync } from 'node:fs';
import { identityCommitment, toBase64, type IdentityPlace } from '#proof';
import type { Committed, MemberEvent, Opened } from '../domain/member-events.js';

const golden = JSON.parse(
  readFileSync(new URL('../domain/golden/events-v2.json', import.meta.url), 'utf8'),
) as MemberEvent[];

interface Committing {
  readonly data: Committed;
  readonly sealed: Opened | null;
}

/** Whether an event commits to what its sealed part opens. */
export function isCommitted(place: IdentityPlace, event: unknown): boolean {
  const { data, sealed } = event as Committing;
  const made = sealed?.opening && identityCommitment(place, sealed.opening);
  return made != null && toBase64(made) === data.commitment;
}

/** The example of a type as an event is like it: the salt, and so the commitment, is another one each time. */
export function likeGolden(type: MemberEvent['type']): unknown {
  const { data, sealed } = golden.find((one) => one.type === type)! as Committing;
  const opening = { ...sealed!.opening!, salt: expect.any(String) as string };
  return { type, data: { ...data, commitment: expect.any(String) as string }, sealed: { ...sealed, opening } };
}
