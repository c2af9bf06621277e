import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Rounds } from '#platform';
import { dayInJapan } from '#statute';
import { FeedWatch } from './feed-watch.js';

/** What is looked for changes with the day; what comes late is seen to have come within this time. */
const LOOK_EVERY_MILLISECONDS = 30_000;

/** Looks for what is late for as long as the process runs. Several processes may do so at once. */
@Injectable()
export class FeedWatchLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('FeedWatch');
  readonly #rounds = new Rounds();
  /** Where the log of an association ended at the last look, and on which day: nothing else changes what is found. */
  readonly #seen = new Map<string, string>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FeedWatch) private readonly watch: FeedWatch,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.start(async () => {
      await this.#look();
      return LOOK_EVERY_MILLISECONDS;
    }, LOOK_EVERY_MILLISECONDS);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  async #look(): Promise<void> {
    const heads = await this.store.heads().catch(() => new Map<string, string>());
    const today = dayInJapan(this.clock.now().toISOString());
    for (const [association, head] of heads) {
      if (this.#rounds.stopping.aborted) return;
      if (this.#seen.get(association) === `${today} ${head}`) continue;
      try {
        await this.watch.look(association);
        this.#seen.set(association, `${today} ${head}`);
      } catch (error) {
        // The text of an error can quote what is kept, so only its kind is logged.
        const { name, code } = error as { name?: string; code?: string };
        this.#log.warn({ event: 'feed-watch-failed', association, error: name, code });
      }
    }
  }
}
