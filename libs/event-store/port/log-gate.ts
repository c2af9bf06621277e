import { EventStoreError } from './event-store.port.js';

/** How long an append waits for a look at the logs that is under way: less than its sender waits. */
const WAIT_MILLISECONDS_MAX = 10_000;

/**
 * To which logs this process may append. Whoever proves logs closes and opens them; where nobody does, all are open.
 * To ask costs a look at a flag.
 */
export class LogGate {
  readonly #closed = new Set<string>();
  #look: { readonly ended: Promise<void>; readonly end: () => void } | null = null;

  isOpen(association: string): boolean {
    return this.#look === null && !this.#closed.has(association);
  }

  /** Resolves once the log may be appended to. Throws where it is closed, or a look at the logs does not end. */
  async opened(association: string): Promise<void> {
    if (this.#look !== null && !(await endsInTime(this.#look.ended))) {
      throw new EventStoreError('unavailable', 'The logs are being looked at.');
    }
    if (!this.#closed.has(association)) return;
    throw new EventStoreError('log-unproven', 'The log is not proven to continue its last kept checkpoint.');
  }

  /** From now on every append waits, until the look has ended. */
  startLook(): void {
    if (this.#look) return;
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#look = { ended, end };
  }

  endLook(): void {
    const look = this.#look;
    this.#look = null;
    look?.end();
  }

  close(association: string): void {
    this.#closed.add(association);
  }

  open(association: string): void {
    this.#closed.delete(association);
  }

  /** The logs that are closed. */
  get closed(): readonly string[] {
    return [...this.#closed].sort();
  }

  get isLooking(): boolean {
    return this.#look !== null;
  }
}

async function endsInTime(ended: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), WAIT_MILLISECONDS_MAX)));
  try {
    return await Promise.race([ended.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
