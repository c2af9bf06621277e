import { Refusal } from '../problems/refusal.js';

/** The ETag of what is a stream of events: the revision of its last one, so that every change of it is another. */
export function revisionTag(revision: number): string {
  return `"${revision}"`;
}

/** The revision that a caller saw before it asks for a change: If-Match as it was given out, nothing else. */
export function revisionSeen(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new Refusal('if-match-missing');
  const digits = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (digits === undefined) {
    throw new Refusal('invalid-request', { errors: [{ pointer: 'If-Match', detail: 'is not an ETag of ours' }] });
  }
  return Number(digits);
}
