import { setTimeout } from 'node:timers/promises';
import { NOTICED_WITHIN_MILLISECONDS } from '#access';
import { CommandError } from '../exit-codes.js';
import { addressOf, explain, send } from '../service-client.js';

/** As `GET /v1/keys` answers. */
export interface Keys {
  readonly association: string;
  readonly newest: number;
  readonly versions: readonly { readonly version: number; readonly madeAt: string | null; readonly keys: number }[];
  readonly retiredThrough: number;
  readonly backupsOpenFrom: string | null;
}

/** A service that is restarted meanwhile is asked again for a minute. */
const TRIES_MAX = 30;
const REST_MILLISECONDS = 2_000;
const AGAIN: ReadonlySet<number> = new Set([429, 503]);

/** The routes of operators about the key of one association. */
export class KeyService {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly association: string,
  ) {}

  list(): Promise<Keys> {
    return this.#ask<Keys>(`/v1/keys?association=${encodeURIComponent(this.association)}`);
  }

  rotate(version: number): Promise<Keys> {
    return this.#ask<Keys>('/v1/keys/rotations', { version });
  }

  retire(through: number): Promise<Keys> {
    return this.#ask<Keys>('/v1/keys/retirements', { through });
  }

  /** How many keys were wrapped anew in one pass over all of them. */
  async rewrapAll(): Promise<number> {
    let rewrapped = 0;
    for (let after: string | null = null; ;) {
      const step: { rewrapped: number; next: string | null } = await this.#ask('/v1/keys/rewrappings', { after });
      rewrapped += step.rewrapped;
      if (step.next === null) return rewrapped;
      after = step.next;
    }
  }

  /** Until every process knows the newest version. */
  async settle(): Promise<void> {
    await setTimeout(NOTICED_WITHIN_MILLISECONDS);
  }

  async #ask<Answer>(path: string, body?: object): Promise<Answer> {
    const text = body && JSON.stringify({ association: this.association, ...body });
    for (let tries = 1; ; tries += 1) {
      const response = await send(addressOf(this.url, path), this.token, text);
      const answer = (await response.json().catch(() => null)) as Answer | null;
      if (response.ok && answer !== null) return answer;
      if (!AGAIN.has(response.status) || tries >= TRIES_MAX) throw new CommandError(explain(response.status, answer));
      await setTimeout(REST_MILLISECONDS);
    }
  }
}
