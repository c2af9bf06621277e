/**
 * What a keyed hash is for. Each purpose has a key of its own, apart from the key that wraps. What is made for `map` may be
 * told to an auditor who replays a log; the others stay here.
 */
export type MacPurpose = 'index' | 'digest' | 'actor' | 'map';

/** Versions of an association's wrapping key, counted from 1. */
export interface KeyVersions {
  /** Versions before this one are gone for good. */
  readonly oldest: number;
  /** By this one everything new is wrapped. */
  readonly newest: number;
}

export interface KeyToWrap {
  readonly key: Uint8Array;
  readonly context: string;
}

/**
 * Keeps the keys of associations. They never leave it: it wraps, unwraps and hashes for others. What was wrapped for
 * one association cannot be unwrapped for another. What is wrapped names its algorithm and the version of the key.
 *
 * A version that another process made is used by this one after `NOTICED_WITHIN_MILLISECONDS`, without a restart; until
 * then it unwraps what the other wrapped, and wraps by the version before.
 */
export interface KeyProvider {
  /** `context` is bound in: unwrapping with another context fails. */
  wrap(association: string, key: Uint8Array, context: string): Promise<Buffer>;
  /** The same of many keys, each with its own context, in their order. */
  wrapAll(association: string, keys: readonly KeyToWrap[]): Promise<Buffer[]>;
  /** By the version that the bytes name; fails where it is gone. */
  unwrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer>;
  /** The same key wrapped by the newest version. */
  rewrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer>;
  /** The version by which it was wrapped, as the bytes say. */
  versionOf(wrapped: Uint8Array): number;
  /** HMAC-SHA-256, 32 bytes. Its keys have one version. */
  mac(association: string, purpose: MacPurpose, text: string): Promise<Buffer>;
  /** The same of many texts, in their order. */
  macs(association: string, purpose: MacPurpose, texts: readonly string[]): Promise<Buffer[]>;
  /** As they are now, whoever made them. */
  versions(association: string): Promise<KeyVersions>;
  /** Makes a version, the next after the newest; nothing where it is there. One process at a time for an association. */
  rotate(association: string, version: number): Promise<void>;
  /** Destroys the versions up to this one, for good; never the newest. One process at a time for an association. */
  retire(association: string, through: number): Promise<void>;
  /**
   * Makes a version of the Ed25519 key by which an association's log is signed: the first, or the next after the newest;
   * nothing where it is there. It stays for good. One process at a time for an association.
   */
  makeSigningKey(association: string, version: number): Promise<void>;
  /** The public half of a version, 32 bytes; fails where there is none such. */
  publicKey(association: string, version: number): Promise<Buffer>;
  /** Ed25519 (RFC 8032) by a version, 64 bytes; the key is made by nobody on the way. */
  sign(association: string, version: number, message: Uint8Array): Promise<Buffer>;
}

/** How long a process may go on with what it knew of an association's versions. */
export const NOTICED_WITHIN_MILLISECONDS = 1_000;

export const KEY_PROVIDER = Symbol('KeyProvider');
