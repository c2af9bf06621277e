import { Query } from 'pg';

/** Prepared once for each connection. */
const SETTING = 'kiroku.association';
const SET = `SELECT set_config('kiroku.association', $1, true)`;

/** What a connection of node-postgres has for statements in parts, and its types do not tell. */
interface PartsConnection {
  readonly stream: { cork(): void; uncork(): void };
  /** Texts by their names: of those that were prepared, and of those that were sent to be. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  close(what: { readonly type: 'S'; readonly name: string }): void;
  parse(part: { readonly name: string; readonly text: string }): void;
  bind(part: { readonly statement: string; readonly values: readonly unknown[] }): void;
  execute(part: object): void;
}

interface QueryInside {
  submit(connection: PartsConnection): Error | null;
  hasBeenParsed(connection: PartsConnection): boolean;
  handleError(error: Error, connection: PartsConnection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: PartsConnection): void;
}

const PreparedQuery = Query as unknown as new (config: {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | undefined;
  readonly queryMode: 'extended';
}) => QueryInside;

const prepared = new WeakSet<PartsConnection>();

/** Texts that are prepared: a server keeps the plan of each for every connection. Those beyond are planned each time. */
const PREPARED_MAX = 200;
const names = new Map<string, string>();

/** The name under which every connection prepares a text. */
export function nameOfStatement(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_MAX) return known;
  const name = `kiroku.${names.size + 1}`;
  names.set(text, name);
  return name;
}

interface Statement {
  readonly association: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which it is prepared, if it is. */
  readonly name: string | undefined;
}

/**
 * A statement with the association for which it is asked before it. Both go out together and end with the same `Sync`:
 * to the server they are one transaction, to whose end the setting holds, and together they take one round trip.
 */
export class QueryOfAssociation extends PreparedQuery {
  #isSet = false;

  readonly #association: string;
  readonly #name: string | undefined;

  constructor({ association, text, values, name }: Statement) {
    super({ text, values, name, queryMode: 'extended' });
    this.#association = association;
    this.#name = name;
  }

  override submit(connection: PartsConnection): Error | null {
    connection.stream.cork();
    try {
      if (!prepared.has(connection)) connection.parse({ name: SETTING, text: SET });
      connection.bind({ statement: SETTING, values: [this.#association] });
      connection.execute({});
      // One that failed before may be there or not.
      if (this.#name && !this.hasBeenParsed(connection)) connection.close({ type: 'S', name: this.#name });
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  // Whether it came to be prepared is not known then.
  override handleError(error: Error, connection: PartsConnection): void {
    if (this.#name) {
      delete connection.parsedStatements[this.#name];
      delete connection.submittedNamedStatements[this.#name];
    }
    super.handleError(error, connection);
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
