import { encodeEnvelope, leafHash, merkleRoot, type Envelope } from '#proof';
import { EventStoreError, type EventDraft } from './event-store.port.js';
import { freshSalt } from './salt.js';

export interface Place {
  readonly association: string;
  readonly stream: string;
  /** Revision of the first event. */
  readonly revision: number;
  readonly recordedAt: string;
}

export interface Stamped {
  readonly envelope: Envelope;
  readonly bytes: Uint8Array;
  readonly leafHash: Uint8Array;
}

/**
 * Makes the bytes of a request's events once their place is known, each with a fresh salt, and hashes them. Throws
 * `invalid-request` and nothing else, so that a draft that has no bytes harms only the request that brought it.
 */
export function stamp(
  drafts: readonly EventDraft[],
  place: Place,
  leavesBefore: readonly Uint8Array[] = [],
): Stamped[] | 'too-large' {
  const stamped: Stamped[] = [];
  for (const draft of drafts) {
    const data = dataOf(draft, () => [...leavesBefore, ...stamped.map((event) => event.leafHash)]);
    const revision = place.revision + stamped.length;
    const envelope = envelopeOf(draft, place, revision, data);
    const bytes = encode(envelope);
    if (bytes === null) return 'too-large';
    stamped.push({ envelope, bytes, leafHash: leafHash(bytes) });
  }
  return stamped;
}

/** In the order of its names, in which it is encoded: nothing has to be sorted then. */
function envelopeOf(draft: EventDraft, place: Place, revision: number, data: unknown): Envelope {
  const { actor, causation, chain } = draft;
  const { association, stream, recordedAt } = place;
  const first = chain === undefined ? { actor, association, causation } : { actor, association, causation, chain };
  return {
    ...first,
    data,
    id: draft.id,
    keyId: draft.keyId,
    knowledgeAt: draft.knowledgeAt,
    occurredAt: draft.occurredAt,
    recordedAt,
    revision,
    ruleset: draft.ruleset,
    salt: freshSalt(),
    schemaVersion: draft.schemaVersion,
    sealed: draft.sealed,
    stream,
    subject: draft.subject,
    type: draft.type,
  };
}

function dataOf({ type, data }: EventDraft, leavesBefore: () => readonly Uint8Array[]): unknown {
  if (typeof data !== 'function') return data;
  try {
    return data({ rootOfLast: (count: number) => rootOfLast(leavesBefore(), count) }) as unknown;
  } catch (cause) {
    throw new EventStoreError('invalid-request', `The data of this ${type} could not be made.`, { cause });
  }
}

function rootOfLast(leaves: readonly Uint8Array[], count: number): string {
  // A root over fewer events than the caller counted would seal something else than it says.
  if (!Number.isInteger(count) || count < 0 || count > leaves.length) {
    throw new RangeError(`There are ${leaves.length} events before this one, not ${count}.`);
  }
  return Buffer.from(merkleRoot(leaves.slice(leaves.length - count))).toString('base64');
}

/** The bytes; null when they are more than a leaf may have. */
function encode(envelope: Envelope): Uint8Array | null {
  try {
    return encodeEnvelope(envelope);
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw new EventStoreError('invalid-request', `This ${envelope.type} has no JSON form.`, { cause });
  }
}
