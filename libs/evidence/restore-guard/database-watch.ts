import { Client, type ClientConfig } from 'pg';
import type { Pool } from 'pg';

const RETRY_MILLISECONDS = 500;

/**
 * One connection that does nothing but notice when the database goes away: it may be another, older one when it is
 * there again.
 */
export class DatabaseWatch {
  #client: Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(
    private readonly pool: Pool,
    private readonly lost: () => void,
    private readonly there: () => void,
  ) {}

  /** Calls `there` once the database answers, now and after each time that it was lost. */
  async start(): Promise<void> {
    if (this.#isEnded) return;
    const client = new Client(this.pool.options as ClientConfig);
    client.on('error', () => {}); // `end` follows.
    try {
      await client.connect();
    } catch {
      return this.#again();
    }
    if (this.#isEnded) return client.end();
    this.#client = client;
    client.once('end', () => {
      if (this.#isEnded) return;
      this.#client = null;
      this.lost();
      this.#again();
    });
    this.there();
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  #again(): void {
    if (this.#isEnded) return;
    this.#timer = setTimeout(() => void this.start(), RETRY_MILLISECONDS);
  }
}
