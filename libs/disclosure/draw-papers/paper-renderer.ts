import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import type { Paper } from '../domain/documents/paper.js';
import { PaperThread } from './paper-thread.js';

/** Each holds its fonts and its heap; whoever asks for more papers at once waits. */
const THREADS_MAX = Math.min(2, availableParallelism());

/** Gives a paper the form of a file, in threads of its own: no request waits for a drawing that is not its own. */
@Injectable()
export class PaperRenderer implements OnApplicationShutdown {
  readonly #idle: PaperThread[] = [];
  readonly #all = new Set<PaperThread>();
  readonly #waiting: ((thread: PaperThread | null) => void)[] = [];
  #closed = false;

  /**
   * PDF/UA, A4; its bytes are a function of the paper. Rows are taken while it is drawn. A paper that cannot be drawn is a
   * RangeError, and what its rows throw is thrown here.
   */
  async pdf(paper: Paper): Promise<Uint8Array> {
    const thread = await this.#take();
    try {
      return await thread.draw(paper);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** What is still drawn fails. */
  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    for (const wait of this.#waiting.splice(0)) wait(null);
    await Promise.all([...this.#all].map((thread) => thread.end()));
  }

  async #take(): Promise<PaperThread> {
    if (this.#closed) throw closed();
    const idle = this.#idle.pop();
    if (idle !== undefined && !idle.ended) return idle;
    if (idle !== undefined) this.#all.delete(idle);
    if (this.#all.size < THREADS_MAX) return this.#start();
    const thread = await new Promise<PaperThread | null>((resolve) => this.#waiting.push(resolve));
    if (thread === null) throw closed();
    return thread;
  }

  #start(): PaperThread {
    const thread = new PaperThread();
    this.#all.add(thread);
    return thread;
  }

  #giveBack(thread: PaperThread): void {
    if (thread.ended) this.#all.delete(thread);
    const next = this.#waiting.shift();
    if (next === undefined) {
      if (!thread.ended) this.#idle.push(thread);
    } else next(thread.ended && !this.#closed ? this.#start() : thread);
  }
}

const closed = () => new Error('No paper is drawn any more.');
