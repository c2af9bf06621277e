import { once } from 'node:events';
import type { Writable } from 'node:stream';

const CHUNK_CHARACTERS = 64 * 1024;

/** Lines of text to a stream in large pieces, never faster than it takes them: memory stays flat. */
export class TextOutput {
  #pending: string[] = [];
  #length = 0;

  constructor(private readonly stream: Writable) {}

  /** Takes a line; a promise where the stream must be waited for. */
  line(text: string): Promise<void> | null {
    this.#pending.push(text, '\n');
    this.#length += text.length;
    return this.#length < CHUNK_CHARACTERS ? null : this.flush();
  }

  async flush(): Promise<void> {
    const chunk = this.#pending.join('');
    this.#pending = [];
    this.#length = 0;
    if (chunk !== '' && !this.stream.write(chunk)) await once(this.stream, 'drain');
  }

  /** Everything was written, and the file is closed. */
  async end(): Promise<void> {
    await this.flush();
    this.stream.end();
    await once(this.stream, 'close');
  }
}
