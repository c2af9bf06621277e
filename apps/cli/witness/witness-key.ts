import { createPrivateKey, createPublicKey, randomBytes, sign as signBytes } from 'node:crypto';
import { ED25519_COSIGNATURE, formatVerifierKey, fromBase64, toBase64, type Sign, type VerifierKey } from '#proof';
import { CommandError } from '../exit-codes.js';
import { readIfThere, writeDurably } from './durable-file.js';
import { WRONG } from './usage-words.js';

/** A key by which a witness cosigns. */
export interface WitnessKey {
  readonly verifier: VerifierKey;
  readonly sign: Sign;
}

const SEED_BYTES = 32;
/** RFC 8410: what stands before the seed in PKCS #8. */
const PKCS8_BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;

/** The key of a file, or a new one that is put there. The file reads like those of Go's notes: `PRIVATE+KEY+name+hash+seed`. */
export function openWitnessKey(path: string, name: string): WitnessKey {
  const text = readIfThere(path);
  if (text !== null) return readKey(text, path);
  if (!NAME.test(name)) throw new CommandError(WRONG.keyName(name));
  const seed = randomBytes(SEED_BYTES);
  const key = keyOf(name, seed);
  const [, id] = /\+([0-9a-f]{8})\+/.exec(formatVerifierKey(key.verifier))!;
  const typed = Buffer.concat([Buffer.of(ED25519_COSIGNATURE), seed]);
  writeDurably(path, `PRIVATE+KEY+${name}+${id}+${toBase64(typed)}\n`, 0o600);
  return key;
}

function readKey(text: string, path: string): WitnessKey {
  const [, name, , encoded] = /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+(\S+)\n?$/.exec(text) ?? [];
  const typed = fromBase64(encoded ?? '');
  if (!name || typed?.length !== SEED_BYTES + 1 || typed[0] !== ED25519_COSIGNATURE) {
    throw new CommandError(WRONG.noSigningKey(path));
  }
  return keyOf(name, typed.subarray(1));
}

function keyOf(name: string, seed: Uint8Array): WitnessKey {
  const der = Buffer.concat([PKCS8_BEFORE_SEED, seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const verifier = { name, type: ED25519_COSIGNATURE, publicKey: new Uint8Array(spki.subarray(-SEED_BYTES)) };
  return { verifier, sign: async (message) => new Uint8Array(signBytes(null, message, privateKey)) };
}
