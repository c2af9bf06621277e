import type { Pool } from 'pg';
import type { Seeded } from '../harness/seeded.js';
import type { Scheduler, SimulatedProcess } from './scheduler.js';
import { statementOf, type Statement } from './statements.js';
import { Tables, type Planted } from './tables.js';
import { failure, Transaction, type LockingTables } from './transaction.js';

/** Chance of a fault at each query. */
const CONNECTION_LOST = 0.008;
const SLOW_COMMIT = 0.1;
const SLOW_COMMIT_STEPS = 12;

/** A statement, as the driver takes it. */
type Asked = string | { readonly text: string; readonly values: readonly unknown[] };

/**
 * The narrow part of PostgreSQL that the store and the projector stand on: transactions that hold or do not, row
 * locks, and the statements that they use, by name. Everything takes its turn, and may fail.
 */
export class SimulatedDatabase implements LockingTables {
  readonly tables = new Tables();
  isDiskFull = false;
  /** What the simulation itself cannot do: the run ends and says so. */
  broken: Error | null = null;
  readonly #locks = new Map<string, Transaction>();
  readonly #open = new Set<Transaction>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly random: Seeded,
    readonly planted: Planted,
  ) {}

  /** Connections of one process, as `pg` gives them. */
  poolOf(process: SimulatedProcess): Pool {
    const connect = async () => new Connection(this, process);
    const query = async (asked: Asked, values?: readonly unknown[]) => (await connect()).query(asked, values);
    return { connect, query } as unknown as Pool;
  }

  /** What a killed process had open is rolled back. */
  forget(process: SimulatedProcess): void {
    for (const transaction of this.#open) if (transaction.process === process) this.end(transaction);
  }

  begin(process: SimulatedProcess): Transaction {
    const transaction = new Transaction(process);
    this.#open.add(transaction);
    return transaction;
  }

  async point(process: SimulatedProcess, label: string): Promise<void> {
    await this.scheduler.point(process, label);
  }

  /** Fails now and then, before anything was done. */
  mayFail(label: string, writes: boolean): void {
    if (this.random.chance(CONNECTION_LOST)) throw failure('ECONNRESET', `The connection was lost at ${label}.`);
    if (writes && this.isDiskFull) throw failure('53100', `No space is left for ${label}.`);
  }

  async lock(transaction: Transaction, key: string): Promise<void> {
    for (let holder = this.#locks.get(key); holder && holder !== transaction; holder = this.#locks.get(key)) {
      await this.point(transaction.process, `waits for ${key}`);
    }
    this.tryLock(transaction, key);
  }

  /** False where another holds it. */
  tryLock(transaction: Transaction, key: string): boolean {
    const holder = this.#locks.get(key);
    if (holder && holder !== transaction) return false;
    this.#locks.set(key, transaction);
    transaction.locks.add(key);
    return true;
  }

  async commit(transaction: Transaction): Promise<void> {
    const steps = this.random.chance(SLOW_COMMIT) ? SLOW_COMMIT_STEPS : 1;
    const { process } = transaction;
    const sync = async () => {
      for (let step = 0; step < steps; step += 1) await this.point(process, 'flushes its commit');
      for (const write of transaction.writes) write(this.tables);
      this.end(transaction);
    };
    if (this.planted.acknowledgesEarly) void sync();
    else await sync();
  }

  end(transaction: Transaction): void {
    for (const key of transaction.locks) this.#locks.delete(key);
    this.#open.delete(transaction);
  }
}

class Connection {
  #transaction: Transaction | null = null;

  constructor(
    private readonly database: SimulatedDatabase,
    private readonly process: SimulatedProcess,
  ) {}

  async query(asked: Asked, given: readonly unknown[] = []): Promise<object> {
    const { text, values } = typeof asked === 'string' ? { text: asked, values: given } : asked;
    const statement = this.#known(text);
    await this.database.point(this.process, `asks ${statement.name}`);
    const result = await this.#run(statement, values);
    // The answer travels too: what was done may never be heard of.
    await this.database.point(this.process, `hears of ${statement.name}`);
    if (statement.name !== 'rollback') this.database.mayFail(`the answer to ${statement.name}`, false);
    return result;
  }

  #known(sql: string): Statement {
    try {
      return statementOf(sql);
    } catch (error) {
      this.database.broken = error as Error;
      throw error;
    }
  }

  release(): void {
    this.#rollBack();
  }

  async #run(statement: Statement, values: readonly unknown[]): Promise<object> {
    switch (statement.name) {
      case 'begin':
        this.#transaction = this.database.begin(this.process);
        return {};
      case 'rollback':
        this.#rollBack();
        return {};
      case 'commit':
        return this.#commit();
      default: {
        this.database.mayFail(statement.name, statement.writes);
        if (this.#transaction) return statement.run(this.database, this.#transaction, values);
        return this.#runAlone(statement, values);
      }
    }
  }

  /** A statement without a transaction is one by itself. */
  async #runAlone(statement: Statement, values: readonly unknown[]): Promise<object> {
    const transaction = this.database.begin(this.process);
    try {
      const result = await statement.run(this.database, transaction, values);
      if (transaction.writes.length > 0) await this.database.commit(transaction);
      return result;
    } finally {
      if (!this.database.planted.acknowledgesEarly || transaction.writes.length === 0) this.database.end(transaction);
    }
  }

  async #commit(): Promise<object> {
    this.database.mayFail('commit', this.#transaction!.writes.length > 0);
    const transaction = this.#transaction!;
    this.#transaction = null;
    await this.database.commit(transaction);
    return { command: 'COMMIT' };
  }

  #rollBack(): void {
    if (this.#transaction) this.database.end(this.#transaction);
    this.#transaction = null;
  }
}
