/** An event as the database keeps it. */
export interface EventRow {
  readonly association: string;
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly envelope: Buffer;
  readonly leaf_hash: Buffer;
}

export interface CheckpointRow {
  readonly position: string;
}

/** What is committed. */
export class Tables {
  readonly events: EventRow[] = [];
  readonly streamHeads = new Map<string, number>();
  readonly logHeads = new Map<string, number>();
  readonly checkpoints = new Map<string, CheckpointRow>();
  /** Of the lease that was taken last. */
  leaseEpoch = 0;
  /** Rows of the projection under test: ids of events, in the order in which they were folded. */
  readonly rows: string[] = [];
}

/** Writes of one transaction, applied as one or not at all. */
export type Write = (tables: Tables) => void;

/** Whatever can be wrong with a database or with code over it; each is planted by a test, and must be found. */
export interface Planted {
  /** Stream heads are read without a lock: two writers pass the same check. */
  readonly withoutCas?: boolean;
  /** COMMIT is answered before it is done; a crash in between loses it. */
  readonly acknowledgesEarly?: boolean;
  /** Rows of a projection are written beside the transaction of its checkpoint. */
  readonly rowsOutside?: boolean;
  /** Positions come from a sequence: a rollback leaves a hole. */
  readonly positionsFromSequence?: boolean;
}

/** One text for a stream of an association, or a projection of one. */
export const keyOf = (association: string, name: string) => `${association}/${name}`;
