import { createCipheriv, createDecipheriv, createSecretKey, KeyObject } from 'node:crypto';
import { freshBytes } from '#platform';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/**
 * What a ciphertext begins with: a mark, and the number of the algorithm by which it was made. One that was made before
 * there was a mark begins with its nonce, and is made by the first algorithm.
 */
const MARK = 0x4b;
const AES_256_GCM = 0x01;
const HEADER = Buffer.from([MARK, AES_256_GCM]);
/** The same bytes as a text. */
const HEADER_TEXT = HEADER.toString('ascii');

/** A key that is used often is a key object; bare bytes are made one each time. */
export type CipherKey = Uint8Array | KeyObject;

/** AES-256-GCM: header ‖ nonce ‖ ciphertext ‖ tag. Header and `context` are authenticated with it. */
export function encrypt(key: CipherKey, plain: Uint8Array | string, context: string): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyObject(key), nonce).setAAD(Buffer.from(HEADER_TEXT + context));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  // In this mode nothing is left to the end.
  cipher.final();
  return Buffer.concat([HEADER, nonce, body, cipher.getAuthTag()]);
}

/** The inverse; throws when key, bytes or context are not the ones that were used. */
export function decrypt(key: CipherKey, bytes: Uint8Array, context: string): Buffer {
  const secret = keyObject(key);
  if (!isMarked(bytes)) return open(secret, bytes, aadOf(NO_HEADER, context));
  try {
    return open(secret, bytes.subarray(HEADER.length), aadOf(HEADER, context));
  } catch (error) {
    // The nonce of one without a mark begins like one in 65,536 times. Each of the two is authenticated as what it is.
    try {
      return open(secret, bytes, aadOf(NO_HEADER, context));
    } catch {
      throw error;
    }
  }
}

const NO_HEADER = Buffer.alloc(0);

function isMarked(bytes: Uint8Array): boolean {
  return bytes[0] === MARK && bytes[1] === AES_256_GCM;
}

function aadOf(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}

function open(key: KeyObject, bytes: Uint8Array, aad: Buffer): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}

// Node takes a key object in 3 µs, and a key of bare bytes in 20 to 30.
function keyObject(key: CipherKey): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}
