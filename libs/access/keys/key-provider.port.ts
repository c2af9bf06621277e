/** What a keyed hash is for. Each purpose has a key of its own, apart from the key that wraps. */
export type MacPurpose = 'index' | 'digest' | 'actor';

/**
 * Keeps the keys of associations. They never leave it: it wraps, unwraps and hashes for others. What was wrapped for
 * one association cannot be unwrapped for another.
 */
export interface KeyProvider {
  /** `context` is bound in: unwrapping with another context fails. */
  wrap(association: string, key: Uint8Array, context: string): Promise<Buffer>;
  unwrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer>;
  /** HMAC-SHA-256, 32 bytes. */
  mac(association: string, purpose: MacPurpose, text: string): Promise<Buffer>;
}

export const KEY_PROVIDER = Symbol('KeyProvider');
