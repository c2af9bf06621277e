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
    const { keys } = await this.#keysOf(association);
    return formatNote({ text, signatures: await this.#signatures(association, text, keys) });
  }

  /**
   * The checkpoint of a head: signed as its log, and cosigned by the newest key with the time, which tells how old the
   * head is.
   */
  async checkpoint(association: string, head: TreeHead, at: Date): Promise<string> {
    const { origin, keys } = await this.#keysOf(association);
    const text = checkpointText({ origin, ...head });
    const newest = keys.at(-1)!;
    const witness = { ...newest.key, type: ED25519_COSIGNATURE };
    const seconds = Math.floor(at.getTime() / 1_000);
    const timed = await cosign(text, seconds, witness, this.#signWith(association, newest));
    return formatNote({ text, signatures: [...(await this.#signatures(association, text, keys)), timed] });
  }

  async #keysOf(association: string): Promise<{ readonly origin: string; readonly keys: readonly LogKey[] }> {
    const history = await this.keys.of(association);
    const keys = signingKeys(history);
    if (history.origin === null || keys.length === 0) throw new NoLogKeyError('No key of this log is announced.');
    return { origin: history.origin, keys };
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
