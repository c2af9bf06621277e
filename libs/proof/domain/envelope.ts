import { canonicalBytes } from './canonical.js';

/** C2SP tlog-tiles prefixes an entry with a 16-bit length, so nothing longer can ever be a leaf. */
export const ENVELOPE_BYTES_MAX = 65_535;

/**
 * Which chain of its subject's lines an event stands on: the open one, or that of lines of which it must not be known that
 * they exist.
 */
export type Chain = 'open' | 'restricted';

/** Who did it: the role and a keyed pseudonym of the token's subject. Never a name. */
export interface Actor {
  readonly role: string;
  readonly id: string;
}

/**
 * What the log holds of an event, and all that a leaf is made of. Clear parts name no person: `subject` is a random
 * member reference, `data` holds codes and dates, everything else about people is inside `sealed`.
 */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly association: string;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** When it happened in the world, ISO 8601 UTC; null where only a day is known (the day is then in `data`). */
  readonly occurredAt: string | null;
  /** When the ledger wrote it, ISO 8601 UTC. */
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly causation: string | null;
  readonly subject: string | null;
  /** On which chain of its subject it is a link; left out where it is none. Whoever replays a log needs no law for it. */
  readonly chain?: Chain;
  readonly ruleset: string | null;
  /** Position of the association's log up to which knowledge was read for the decision. */
  readonly knowledgeAt: string | null;
  /** 16 random bytes, base64url: without it a leaf hash could be guessed from what it hides. */
  readonly salt: string;
  readonly data: unknown;
  readonly keyId: string | null;
  /** AES-256-GCM of the personal part: nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes), base64. */
  readonly sealed: string | null;
}

/** The stored bytes of an event: RFC 8785. Refuses an envelope longer than a log entry may be. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const bytes = canonicalBytes(envelope);
  if (bytes.length > ENVELOPE_BYTES_MAX) {
    throw new RangeError(`An event may take ${ENVELOPE_BYTES_MAX} bytes; this ${envelope.type} takes ${bytes.length}.`);
  }
  return bytes;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads stored bytes back. The bytes stay the truth: nobody encodes the result again to compare. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  return envelopeOfText(decoder.decode(bytes));
}

/** The same of stored bytes that were read as the text that they are. */
export function envelopeOfText(text: string): Envelope {
  return JSON.parse(text) as Envelope;
}
