import type { SimulatedProcess } from './scheduler.js';
import type { Planted, Tables, Write } from './tables.js';

/** What is not committed yet, and the locks that it holds until then. */
export class Transaction {
  readonly locks = new Set<string>();
  readonly writes: Write[] = [];
  constructor(readonly process: SimulatedProcess) {}
}

/** Tables with row locks, as statements see them. */
export interface LockingTables {
  readonly tables: Tables;
  readonly planted: Planted;
  lock(transaction: Transaction, key: string): Promise<void>;
  /** False where another holds it. */
  tryLock(transaction: Transaction, key: string): boolean;
}

/** An error as the driver throws it. */
export function failure(code: string, message: string, facts: object = {}): Error {
  return Object.assign(new Error(message), { code, ...facts });
}
