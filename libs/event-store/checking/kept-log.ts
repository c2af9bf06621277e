/** An event as it lies in the store, with what stands beside its bytes. Nothing of it is believed. */
export interface KeptEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly leafHash: Uint8Array;
  /** Null where the store does not give them out, or not those that were hashed. */
  readonly bytes: Uint8Array | null;
}

/** What of a stream does not follow from its events. */
export interface StreamFault {
  readonly kind: 'revision' | 'head';
  readonly position: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * One log as it lies in the store, for whoever checks it: a snapshot, read around all that readers of the log rely on.
 */
export interface KeptLog {
  /** Last position by the head of the log; 0 where it has none. */
  head(): Promise<number>;
  /** Events after a position in their order, so many at most. */
  read(after: number, limit: number): Promise<KeptEvent[]>;
  /** Positions of those events whose id is not kept under their position. */
  misplacedIds(events: readonly { readonly position: number; readonly id: string }[]): Promise<number[]>;
  /** How many ids are kept. */
  idCount(): Promise<number>;
  /** How many streams there are, and the first faults of their revisions and heads, by position. */
  streams(): Promise<{ readonly count: number; readonly faults: readonly StreamFault[] }>;
}
