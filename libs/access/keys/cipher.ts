import { createCipheriv, createDecipheriv, createSecretKey, KeyObject } from 'node:crypto';
import { freshBytes } from '#platform';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** A key that is used often is a key object; bare bytes are made one each time. */
type CipherKey = Uint8Array | KeyObject;

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag. `context` is authenticated with it. */
export function encrypt(key: CipherKey, plain: Uint8Array, context: string): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyObject(key), nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The inverse; throws when key, bytes or context are not the ones that were used. */
export function decrypt(key: CipherKey, bytes: Uint8Array, context: string): Buffer {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyObject(key), nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}

// Node takes a key object in 3 µs, and a key of bare bytes in 20 to 30.
function keyObject(key: CipherKey): KeyObject {
  return key instanceof KeyObject ? key : createSecretKey(key);
}
