import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Paper } from '../domain/documents/paper.js';
import { type FromThread, type SentRows, type ThreadData } from './paper-messages.js';
import { sentPaper, type TakeRows } from './sent-paper.js';

/** From one sign of life to the next: a register of 10,000 rows is drawn in some seconds. */
const QUIET_MILLISECONDS_MAX = 60_000;
/** A register of 10,000 rows takes a part of it. */
const HEAP_MEGABYTES_MAX = 400;

/** A thread that draws one paper at a time, with its fonts open. */
export class PaperThread {
  readonly #worker: Worker;
  readonly #rows = new MessageChannel();
  readonly #sent = new SharedArrayBuffer(4);
  #hear: ((message: FromThread | Error) => void) | null = null;
  #ended = false;

  constructor(readonly quietMilliseconds = QUIET_MILLISECONDS_MAX) {
    const workerData: ThreadData = { rows: this.#rows.port2, sent: this.#sent };
    this.#worker = new Worker(MAIN, {
      workerData,
      transferList: [this.#rows.port2],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX },
    });
    this.#worker.on('message', (message: FromThread) => this.#hear?.(message));
    const fail = (error: Error) => {
      this.#ended = true;
      this.#hear?.(error);
    };
    this.#worker.on('error', fail);
    this.#worker.on('exit', () => fail(new Error('The thread that draws papers ended.')));
    this.#idle();
  }

  /** Whether it can draw no more. */
  get ended(): boolean {
    return this.#ended;
  }

  async draw(paper: Paper): Promise<Uint8Array> {
    if (this.#ended) throw new Error('The thread that draws papers ended.');
    const { sent, takeRows, close } = sentPaper(paper);
    this.#worker.ref();
    try {
      return await this.#drawn(() => this.#worker.postMessage(sent), takeRows);
    } finally {
      this.#idle();
      close();
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  /** An idle thread keeps no process alive. */
  #idle(): void {
    this.#hear = null;
    this.#worker.unref();
    this.#rows.port1.unref();
  }

  #drawn(begin: () => void, takeRows: TakeRows): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      let failed: unknown = null;
      let watch: NodeJS.Timeout;
      const alive = () => {
        clearTimeout(watch);
        watch = setTimeout(() => {
          reject(new Error('A paper took too long to draw.'));
          void this.end();
        }, this.quietMilliseconds);
      };
      this.#hear = (message) => {
        clearTimeout(watch);
        if (message instanceof Error) return reject(message);
        if (message.kind === 'drawn') return resolve(message.bytes);
        if (message.kind === 'refused') return reject(failed ?? errorOf(message));
        try {
          this.#answer(takeRows(message.block));
        } catch (error) {
          failed = error;
          this.#answer(null);
        }
        alive();
      };
      alive();
      try {
        begin();
      } catch (error) {
        clearTimeout(watch!);
        reject(error as Error);
      }
    });
  }

  #answer(rows: SentRows): void {
    this.#rows.port1.postMessage(rows);
    const counter = new Int32Array(this.#sent);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  }
}

function errorOf({ name, message }: { name: string; message: string }): Error {
  return name === 'RangeError' ? new RangeError(message) : Object.assign(new Error(message), { name });
}

const MAIN = mainOf(fileURLToPath(import.meta.url));

/** The build of the thread: Node runs no TypeScript of many files, so the tests take it from there too. */
function mainOf(self: string): string {
  const main = 'paper-thread-main.js';
  if (self.endsWith('.js')) return join(dirname(self), main);
  const inLibs = self.lastIndexOf(`${sep}libs${sep}`);
  return join(self.slice(0, inLibs), 'dist', dirname(self.slice(inLibs)), main);
}
