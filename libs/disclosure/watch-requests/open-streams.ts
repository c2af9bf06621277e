import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Refusal } from '#platform';

/** Each is a connection and a question every other second. */
const STREAMS_OF_ACCOUNT_MAX = 3;
const STREAMS_MAX = 100;

/** The answers that are still being written, so that no account takes all of them, and none outlives the process. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  readonly #open = new Map<AbortController, string>();

  /** One more for an account; whoever has it aborts it once it is over. */
  open(account: string): AbortController {
    const own = [...this.#open.values()].filter((one) => one === account).length;
    if (own >= STREAMS_OF_ACCOUNT_MAX || this.#open.size >= STREAMS_MAX) throw new Refusal('streams-too-many');
    const ending = new AbortController();
    this.#open.set(ending, account);
    ending.signal.addEventListener('abort', () => this.#open.delete(ending), { once: true });
    return ending;
  }

  beforeApplicationShutdown(): void {
    for (const ending of this.#open.keys()) ending.abort();
  }
}
