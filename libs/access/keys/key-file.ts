import { createHmac, createPrivateKey, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { KEY_BYTES } from './cipher.js';
import type { KeyVersions, MacPurpose } from './key-provider.port.js';
import { keyedHash, type KeyedHash } from './keyed-hash.js';

const PURPOSES = ['index', 'digest', 'actor', 'map'] as const satisfies readonly MacPurpose[];

/** A file as it is written: `wrap` holds each version that is still there by its number; the first alone, as a text. */
interface Written extends Readonly<Record<MacPurpose, string>> {
  readonly wrap: string | Readonly<Record<string, string>>;
  /** Seeds of the keys that sign, by their versions; none before the first is asked for. */
  readonly sign?: Readonly<Record<string, string>>;
}

export interface AssociationKeys {
  readonly wrap: ReadonlyMap<number, KeyObject>;
  readonly versions: KeyVersions;
  readonly macs: Readonly<Record<MacPurpose, KeyedHash>>;
  /** Private keys that sign, by their versions. */
  readonly signing: ReadonlyMap<number, KeyObject>;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in its usual form. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Keys for an association that has none yet. */
export function newKeyFile(): string {
  return JSON.stringify(Object.fromEntries(['wrap', ...PURPOSES].map((name) => [name, newKey()])));
}

/** The same file with one version more. */
export function withVersion(text: string, version: number): string {
  const written = JSON.parse(text) as Written;
  return JSON.stringify({ ...written, wrap: { ...wrapsOf(written), [version]: newKey() } });
}

/** The same file with one key more that signs. */
export function withSigningKey(text: string, version: number): string {
  const written = JSON.parse(text) as Written;
  return JSON.stringify({ ...written, sign: { ...written.sign, [version]: newKey() } });
}

/** The same file without the versions up to one. */
export function withoutVersions(text: string, through: number): string {
  const written = JSON.parse(text) as Written;
  const left = Object.entries(wrapsOf(written)).filter(([version]) => Number(version) > through);
  return JSON.stringify({ ...written, wrap: Object.fromEntries(left) });
}

export function readKeyFile(text: string): AssociationKeys {
  const written = JSON.parse(text) as Written;
  const wrap = new Map(Object.entries(wrapsOf(written)).map(([version, key]) => [Number(version), keyOf(key)]));
  const numbers = [...wrap.keys()].sort((one, other) => one - other);
  // The versions follow each other; one that is missing between them was lost.
  if (numbers.length === 0 || numbers.some((version, index) => version !== numbers[0]! + index)) throw damaged();
  const macs = Object.fromEntries(PURPOSES.map((purpose) => [purpose, keyedHash(macKeyOf(written, purpose).export())]));
  return {
    wrap,
    versions: { oldest: numbers[0]!, newest: numbers.at(-1)! },
    macs: macs as AssociationKeys['macs'],
    signing: new Map(
      Object.entries(written.sign ?? {}).map(([version, seed]) => [Number(version), signingKeyOf(seed)]),
    ),
  };
}

function wrapsOf({ wrap }: Written): Readonly<Record<string, string>> {
  return typeof wrap === 'string' || wrap === undefined ? { 1: wrap } : wrap;
}

// Files that were written before there was a map have a key for it in another one; what it hashes is nothing else's.
function macKeyOf(written: Written, purpose: MacPurpose): KeyObject {
  if (purpose !== 'map' || written.map !== undefined) return keyOf(written[purpose]);
  return createSecretKey(createHmac('sha256', keyOf(written.digest)).update('kiroku purpose map').digest());
}

// A short key would still hash, and everything hashed with it would be open to guessing.
function keyOf(text: string | undefined): KeyObject {
  const key = Buffer.from(text ?? '', 'base64');
  if (key.length !== KEY_BYTES) throw damaged();
  return createSecretKey(key);
}

function signingKeyOf(seed: string): KeyObject {
  const der = Buffer.concat([PKCS8_ED25519, keyOf(seed).export()]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function damaged(): Error {
  return new Error('A key file is damaged.');
}
