import { EventStoreError } from '#event-store';

/**
 * Vault does not answer now, is sealed, or does not let this process in. Told as any other store that is away: asked
 * again by projections and imports, and answered to callers with 503 and when to ask again. It quotes nothing of what
 * was sent or answered: keys and tokens travel there.
 */
export class KeysUnavailable extends EventStoreError {
  constructor(why: string) {
    super('unavailable', `The keys cannot be used now: Vault ${why}.`);
  }
}

/** Vault answered and will not do it: a ciphertext that was changed, a version that is gone, a key that is not there. */
export class KeyRefused extends Error {
  override readonly name = 'KeyRefused';
  constructor(operation: string) {
    super(`Vault refused to ${operation}: the version is gone, or what was sent is not what it wrapped.`);
  }
}
