import { Inject, Injectable } from '@nestjs/common';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import {
  checkpointText,
  cosign,
  ED25519_COSIGNATURE,
  formatNote,
  keyIdOf,
  type NoteSignature,
  type Sign,
  type TreeHead,
} from '#proof';
import { signingKeys, type LogKey } from '../domain/log-key-history.js';
import { historyAt } from './history-at.js';
import { LogKeys } from './log-keys.js';

const utf8 = new TextEncoder();

export class NoLogKeyError extends Error {
  override readonly name = 'NoLogKeyError';
}

/** Signs for logs, with every key that is announced and not retired. */
@Injectable()
export class LogSigner {
  constructor(
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(LogKeys) private readonly keys: LogKeys,
  ) {}

  /** A text as a signed note. A text that is no checkpoint begins with a line that is no origin of a log. */
  async sign(association: string, text: string): Promise<string> {
    const keys = signingKeys(await this.keys.of(association));
    if (keys.length === 0) throw new NoLogKeyError('No key of this log is announced.');
    return formatNote({ text, signatures: await this.#signatures(association, text, keys) });
  }

  /**
   * The checkpoint of a head: signed as its log, and cosigned by the newest key with the time, which tells how old the
   * head is. A key signs no head that does not cover its announcement; null where no key is announced that far.
   */
  async checkpoint(association: string, head: TreeHead, at: Date): Promise<string | null> {
    const history = historyAt(await this.keys.of(association), head.size);
    const keys = signingKeys(history);
    const newest = keys.at(-1);
    if (history.origin === null || !newest) return null;
    const text = checkpointText({ origin: history.origin, ...head });
    const witness = { ...newest.key, type: ED25519_COSIGNATURE };
    const seconds = Math.floor(at.getTime() / 1_000);
    const timed = await cosign(text, seconds, witness, this.#signWith(association, newest));
    return formatNote({ text, signatures: [...(await this.#signatures(association, text, keys)), timed] });
  }

  #signatures(association: string, text: string, keys: readonly LogKey[]): Promise<NoteSignature[]> {
    return Promise.all(
      keys.map(async (one) => ({
        name: one.key.name,
        keyId: keyIdOf(one.key),
        bytes: await this.#signWith(association, one)(utf8.encode(text)),
      })),
    );
  }

  #signWith(association: string, { version }: LogKey): Sign {
    return (message) => this.provider.sign(association, version, message);
  }
}
