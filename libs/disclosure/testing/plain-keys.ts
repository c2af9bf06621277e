import { createHmac } from 'node:crypto';
import type { KeyProvider } from '#access';

/** Wraps nothing: what becomes of data keys is asked here, not of what wraps them. */
export const PLAIN_KEYS = {
  wrap: async (_: string, key: Uint8Array) => Buffer.from(key),
  wrapAll: async (_: string, keys: readonly { readonly key: Uint8Array }[]) => keys.map(({ key }) => Buffer.from(key)),
  unwrap: async (_: string, wrapped: Uint8Array) => Buffer.from(wrapped),
  mac: async (...said: readonly string[]) => createHmac('sha256', 'test').update(said.join('|')).digest(),
} as unknown as KeyProvider;
