import type { ClientBase, Connection, Submittable } from 'pg';
import { writeRows, type Columns } from './binary-columns.js';

/**
 * Inserts rows by COPY in binary form: for many rows several times cheaper than any INSERT, for the server and for this
 * process. It knows no conflict: a row that is there already fails the whole.
 */
export function copyRows<Row>(
  client: ClientBase,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return Promise.resolve();
  const statement = `COPY ${table} (${Object.keys(columns).join(', ')}) FROM STDIN (FORMAT binary)`;
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(statement, (send) => writeRows(columns, rows, send), { resolve, reject }));
  });
}

/** What a connection of node-postgres has for COPY, and its types do not tell. */
interface CopyConnection {
  query(statement: string): void;
  sendCopyFromChunk(piece: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

interface Settle {
  resolve(): void;
  reject(error: unknown): void;
}

/** A query as node-postgres runs it: it calls back for each message of the server. */
class CopyIn implements Submittable {
  #fault: unknown = null;

  constructor(
    private readonly statement: string,
    private readonly write: (send: (piece: Buffer) => void) => void,
    private readonly settle: Settle,
  ) {}

  submit(connection: Connection): void {
    (connection as unknown as CopyConnection).query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    try {
      this.write((piece) => connection.sendCopyFromChunk(piece));
      connection.endCopyFrom();
    } catch (error) {
      // The server ends the statement; what it answers says less than this.
      this.#fault = error;
      connection.sendCopyFail('A value cannot be written.');
    }
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.settle.resolve();
  }

  handleError(error: unknown): void {
    this.settle.reject(this.#fault ?? error);
  }
}
