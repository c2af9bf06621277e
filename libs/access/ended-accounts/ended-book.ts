import type { StoredEvent } from '#event-store';
import { dayInJapan } from '#statute';
import { CLOSED_STREAM, endedStream, type EndedEvent } from '../domain/ended-events.js';
import { NOTHING_ENDED, withEvent, type Ending } from '../domain/ended.js';

export const DAY_MILLISECONDS = 86_400_000;
/** Days of ended tokens that are read. No token lives longer than one (`KIROKU_TOKEN_SECONDS_MAX`); clocks differ. */
export const DAYS_READ = 3;

/** What ended of the accounts of one association, as far as it was read. */
export class EndedBook {
  readonly #endings = new Map<string, Ending>();
  /** The revision of each stream that was not read yet. */
  readonly #next = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#endings.size === 0;
  }

  of(account: string): Ending {
    return this.#endings.get(account) ?? NOTHING_ENDED;
  }

  /** Streams to read now, and from where on. What no token can be left of is forgotten. */
  toRead(now: Date): { readonly streams: readonly string[]; readonly from: ReadonlyMap<string, number> } {
    const days = Array.from({ length: DAYS_READ }, (_, ago) => new Date(now.getTime() - ago * DAY_MILLISECONDS));
    const streams = [CLOSED_STREAM, ...days.map((day) => endedStream(dayInJapan(day.toISOString())))];
    const isOver = [...this.#next.keys()].some((stream) => !streams.includes(stream));
    if (isOver) this.#forget(streams, now.getTime() - DAYS_READ * DAY_MILLISECONDS);
    return { streams, from: this.#next };
  }

  add(stream: string, events: readonly StoredEvent[]): void {
    for (const { envelope } of events) {
      const { type, data, recordedAt: at, revision } = envelope;
      const { account } = data as EndedEvent['data'];
      this.#endings.set(account, withEvent(this.of(account), { type: type as EndedEvent['type'], at }));
      this.#next.set(stream, revision + 1);
    }
  }

  #forget(streams: readonly string[], before: number): void {
    for (const stream of this.#next.keys()) if (!streams.includes(stream)) this.#next.delete(stream);
    for (const [account, { closedAt, endedAt }] of this.#endings)
      if (closedAt === null && Date.parse(endedAt!) < before) this.#endings.delete(account);
  }
}
