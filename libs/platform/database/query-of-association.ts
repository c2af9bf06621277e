import { Query } from 'pg';

/** Prepared once for each connection. */
const SETTING = 'kiroku.association';
const SET = `SELECT set_config('kiroku.association', $1, true)`;

/** What a connection of node-postgres has for statements in parts, and its types do not tell. */
interface PartsConnection {
  readonly stream: { cork(): void; uncork(): void };
  parse(part: { readonly name: string; readonly text: string }): void;
  bind(part: { readonly statement: string; readonly values: readonly unknown[] }): void;
  execute(part: object): void;
}

interface QueryInside {
  submit(connection: PartsConnection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: PartsConnection): void;
}

const PreparedQuery = Query as unknown as new (config: {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly queryMode: 'extended';
}) => QueryInside;

const prepared = new WeakSet<PartsConnection>();

/**
 * A statement with the association for which it is asked before it. Both go out together and end with the same `Sync`:
 * to the server they are one transaction, to whose end the setting holds, and together they take one round trip.
 */
export class QueryOfAssociation extends PreparedQuery {
  #isSet = false;

  constructor(
    private readonly association: string,
    text: string,
    values: readonly unknown[],
  ) {
    super({ text, values, queryMode: 'extended' });
  }

  override submit(connection: PartsConnection): Error | null {
    connection.stream.cork();
    try {
      if (!prepared.has(connection)) connection.parse({ name: SETTING, text: SET });
      connection.bind({ statement: SETTING, values: [this.association] });
      connection.execute({});
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  // What the setting answers comes first, and is nobody's.
  override handleDataRow(message: unknown): void {
    if (this.#isSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: PartsConnection): void {
    if (this.#isSet) return super.handleCommandComplete(message, connection);
    this.#isSet = true;
    prepared.add(connection);
  }
}
