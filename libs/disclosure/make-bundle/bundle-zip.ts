import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { ahead } from '#platform';
import { startSha256, toBase64, type BundleFile } from '#proof';

/** Text shrinks to a third even so, and what is sealed does not shrink however long one tries. */
const LEVEL = 1;

/** The bytes of a file, made when its turn comes. */
export type Content = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface WrittenZip {
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
}

/** A zip that is written to disk while its files are made, one after the other. */
export class BundleZip {
  readonly #zip = new ZipFile();
  readonly #written: BundleFile[] = [];
  #failure: unknown = null;

  constructor(private readonly mtime: Date) {}

  /** Files that were written so far, in their order. */
  get written(): readonly BundleFile[] {
    return this.#written;
  }

  add(name: string, content: Content): void {
    const options = { compressionLevel: LEVEL, mtime: this.mtime, mode: 0o100644 };
    this.#zip.addReadStreamLazy(name, options, (give) => {
      const stream = Readable.from(this.#digested(name, content), { objectMode: false });
      // The library passes on that it failed, and the text of why alone.
      stream.on('error', (error) => (this.#failure = error));
      give(null, stream);
    });
  }

  /** Writes all that was added. Once it has failed it is of no more use. */
  async write(path: string): Promise<WrittenZip> {
    const digest = startSha256();
    let bytes = 0;
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        digest.add(chunk);
        done(null, chunk);
      },
    });
    const output = this.#zip.outputStream as Readable;
    (this.#zip as unknown as NodeJS.EventEmitter).on('error', (error: Error) => output.destroy(error));
    this.#zip.end();
    try {
      await pipeline(output, counting, createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      throw this.#failure ?? error;
    }
    return { bytes, sha256: toBase64(digest.end()) };
  }

  async *#digested(name: string, content: Content): AsyncGenerator<Uint8Array> {
    const digest = startSha256();
    let bytes = 0;
    // While a piece is compressed, which is done on other threads, the next is made.
    for await (const piece of ahead(content())) {
      digest.add(piece);
      bytes += piece.length;
      yield piece;
    }
    this.#written.push({ name, bytes, sha256: toBase64(digest.end()) });
  }
}
