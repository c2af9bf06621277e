import type { ClientBase, Pool } from 'pg';
import { beginOfAssociation } from './of-association.js';

type Work<Result> = (client: ClientBase) => Promise<Result>;

/**
 * Runs work in one transaction of its own connection; any error rolls it back and is thrown on. It sees and writes the
 * rows of one association.
 */
export function inTransactionOf<Result>(pool: Pool, association: string, work: Work<Result>): Promise<Result> {
  return run(pool, beginOfAssociation(association), work);
}

/** Reads of one association that all see the same moment; nothing can be written. */
export function inSnapshotOf<Result>(pool: Pool, association: string, work: Work<Result>): Promise<Result> {
  return run(pool, beginOfAssociation(association, 'ISOLATION LEVEL REPEATABLE READ READ ONLY'), work);
}

/** As a transaction, for what belongs to no association, or crosses them by nature: row-level security shows no association's rows. */
export function inTransaction<Result>(pool: Pool, work: Work<Result>): Promise<Result> {
  return run(pool, 'BEGIN', work);
}

async function run<Result>(pool: Pool, begin: string, work: Work<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and the work went on all the same.
    const { command } = await client.query('COMMIT');
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements had failed.');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}
