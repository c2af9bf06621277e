import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { EVENT_STORE, type EventStore } from '#event-store';
import { FeedWatch } from './feed-watch.js';

/** What is looked for changes with the day; what comes late is seen to have come within this time. */
const LOOK_EVERY_MILLISECONDS = 30_000;

/** Looks for what is late for as long as the process runs. Several processes may do so at once. */
@Injectable()
export class FeedWatchLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('FeedWatch');
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FeedWatch) private readonly watch: FeedWatch,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MILLISECONDS, null, { signal }).catch(() => {});
      if (!signal.aborted) await this.#look();
    }
  }

  async #look(): Promise<void> {
    const heads = await this.store.heads().catch(() => new Map<string, string>());
    for (const association of heads.keys()) {
      if (this.#stopping.signal.aborted) return;
      try {
        await this.watch.look(association);
      } catch (error) {
        // The text of an error can quote what is kept, so only its kind is logged.
        const { name, code } = error as { name?: string; code?: string };
        this.#log.warn({ event: 'feed-watch-failed', association, error: name, code });
      }
    }
  }
}
