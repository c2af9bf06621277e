import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Refusal } from '#platform';

/** Each is a connection and a question every other second. */
const STREAMS_OF_ACCOUNT_MAX = 3;
const STREAMS_MAX = 100;
/** Of one association: what one has does not keep the others out. */
const STREAMS_OF_ASSOCIATION_MAX = 25;

/** The answers that are still being written, so that neither an account nor an association takes all of them, and none outlives the process. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  readonly #open = new Map<AbortController, { readonly association: string; readonly account: string }>();

  /** One more for an account; whoever has it aborts it once it is over. */
  open(association: string, account: string): AbortController {
    const near = [...this.#open.values()].filter((one) => one.association === association);
    const own = near.filter((one) => one.account === account).length;
    const isTaken = own >= STREAMS_OF_ACCOUNT_MAX || near.length >= STREAMS_OF_ASSOCIATION_MAX;
    if (isTaken || this.#open.size >= STREAMS_MAX) throw new Refusal('streams-too-many');
    const ending = new AbortController();
    this.#open.set(ending, { association, account });
    ending.signal.addEventListener('abort', () => this.#open.delete(ending), { once: true });
    return ending;
  }

  beforeApplicationShutdown(): void {
    for (const ending of this.#open.keys()) ending.abort();
  }
}
