import { createHash, randomBytes } from 'node:crypto';
import { Integer, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { verifyTimestamp, type Timestamp } from '#proof';
import type { TimestampSettings } from './timestamp-settings.js';

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const NONCE_BYTES = 16;
const ANSWER_MILLISECONDS_MAX = 20_000;
const REPLY_BYTES_MAX = 64 * 1024;

export interface Stamped extends Timestamp {
  /** As it came: application/timestamp-reply. */
  readonly reply: Uint8Array;
}

/** Asks the authority for a timestamp on some bytes, of which it sees the hash alone, and believes it; anything else is thrown. */
export async function askForTimestamp(data: Uint8Array, settings: TimestampSettings): Promise<Stamped> {
  const { url, trusted, policy } = settings;
  // A first bit that is not set keeps the number positive, and as long as it is.
  const nonce = Uint8Array.from(randomBytes(NONCE_BYTES), (byte, index) => (index === 0 ? (byte & 0x3f) | 0x40 : byte));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(requestFor(data, nonce, policy)),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The authority answered ${response.status}.`);
  }
  const reply = await bodyOf(response);
  const terms = { data, trusted, nonce, ...(policy === undefined ? {} : { policy }) };
  return { ...(await verifyTimestamp(reply, terms)), reply };
}

/** TimeStampReq of RFC 3161, DER. */
function requestFor(data: Uint8Array, nonce: Uint8Array, policy: string | undefined): ArrayBuffer {
  const hashed = createHash('sha256').update(data).digest();
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA_256 }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(hashed).buffer }),
    }),
    nonce: new Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
    ...(policy === undefined ? {} : { reqPolicy: policy }),
  });
  return request.toSchema().toBER(false);
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > REPLY_BYTES_MAX) throw new Error('The answer of the authority is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
