import { escapeLiteral, type Pool, type QueryResult, type QueryResultRow } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { nameOfStatement, QueryOfAssociation } from './query-of-association.js';

/** What a statement is given to: a pool for one association, or the connection of a transaction; never a pool as it is. */
export interface Queries {
  readonly totalCount?: never;
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
}

/** The same for one association, over a pool. */
export interface QueriesOfAssociation extends Queries {
  /**
   * Asks what is asked over and over: each connection makes its plan once, which costs more than to find a few rows. For
   * a text that does not vary, and rows that are found by a key whatever the values are: the plan is not made for them.
   */
  prepared<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
}

/**
 * Asks for one association: row-level security shows the rows of this one alone. Each statement is a transaction of its
 * own, and the setting ends with it, so that a connection which goes back to the pool carries no association on.
 */
export function ofAssociation(pool: Pool, association: string): QueriesOfAssociation {
  const ask = async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) => {
    const asked = new QueryOfAssociation({ association, text, values, name });
    return (await (pool as unknown as Asked).query(asked)) as QueryResult<Row>;
  };
  return {
    query: (text, values) => ask(text, values),
    prepared: (text, values) => ask(text, values, nameOfStatement(text)),
  };
}

interface Asked {
  query(query: QueryOfAssociation): Promise<QueryResult>;
}

/** Begins a transaction that may see and write the rows of one association: one statement, one round trip. */
export function beginOfAssociation(association: string, mode = ''): string {
  return `BEGIN ${mode}; SELECT set_config('kiroku.association', ${escapeLiteral(association)}, true)`;
}

/** Reads through TypeORM for one association. */
export async function readOfAssociation<Result>(
  source: DataSource,
  association: string,
  read: (runner: QueryRunner) => Promise<Result>,
): Promise<Result> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(beginOfAssociation(association));
    return await read(runner);
  } finally {
    // Nothing was written: the reader need not wait for the end.
    void endReading(runner);
  }
}

async function endReading(runner: QueryRunner): Promise<void> {
  await runner.query('ROLLBACK').catch(() => {});
  await runner.release().catch(() => {});
}
