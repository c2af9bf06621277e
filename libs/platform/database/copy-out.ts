import type { ClientBase, Connection, Submittable } from 'pg';

/** Is given the fields of a row as the server has them, in its binary form; null for NULL. They are the callee's to keep. */
export type TakeRow = (fields: readonly (Buffer | null)[]) => void;

/**
 * Reads rows by `COPY … TO STDOUT` in binary form: bytes come as bytes, where the driver knows them as twice as many
 * hexadecimal digits. The statement is a query without parameters.
 */
export function copyOut(client: ClientBase, query: string, take: TakeRow): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyOut(`COPY (${query}) TO STDOUT (FORMAT binary)`, take, { resolve, reject }));
  });
}

interface Settle {
  resolve(): void;
  reject(error: unknown): void;
}

/** `PGCOPY\n\377\r\n\0`, flags and the length of an extension: 19 bytes before the first row. */
const HEADER_BYTES = 19;
const NO_MORE_ROWS = -1;

/** The server sends each row in a message of its own, the header with the first. */
class CopyOut implements Submittable {
  #fault: unknown = null;
  #isFirst = true;

  constructor(
    private readonly statement: string,
    private readonly take: TakeRow,
    private readonly settle: Settle,
  ) {}

  submit(connection: Connection): void {
    (connection as unknown as { query(statement: string): void }).query(this.statement);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#fault) return;
    try {
      // The driver writes over its buffer.
      const row = Buffer.from(this.#isFirst ? chunk.subarray(HEADER_BYTES) : chunk);
      this.#isFirst = false;
      if (row.length > 0) this.#read(row);
    } catch (error) {
      this.#fault = error;
    }
  }

  #read(row: Buffer): void {
    const count = row.readInt16BE(0);
    if (count === NO_MORE_ROWS) return;
    const fields: (Buffer | null)[] = [];
    for (let at = 2, n = 0; n < count; n += 1) {
      const length = row.readInt32BE(at);
      at += 4;
      fields.push(length < 0 ? null : row.subarray(at, at + length));
      at += Math.max(0, length);
    }
    this.take(fields);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#fault) this.settle.reject(this.#fault);
    else this.settle.resolve();
  }

  handleError(error: unknown): void {
    this.settle.reject(this.#fault ?? error);
  }
}
