import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#event-store';
import type { Caller } from '../domain/caller.js';
import { KEY_PROVIDER, type KeyProvider } from './key-provider.port.js';

const PSEUDONYM_BYTES = 16;

/** Keyed names and digests: what can be guessed is never hashed without a key. */
@Injectable()
export class Pseudonyms {
  constructor(@Inject(KEY_PROVIDER) private readonly provider: KeyProvider) {}

  /** The caller as events name it. */
  async actor(association: string, caller: Pick<Caller, 'role' | 'subject'>): Promise<Actor> {
    const mac = await this.provider.mac(association, 'actor', caller.subject);
    return { role: caller.role, id: mac.subarray(0, PSEUDONYM_BYTES).toString('base64url') };
  }

  /** Digest of what a caller sent, to tell a repetition from something else under the same name; base64url. */
  async digest(association: string, text: string): Promise<string> {
    return (await this.provider.mac(association, 'digest', text)).toString('base64url');
  }
}
