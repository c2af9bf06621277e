/**
 * The newest checkpoint of each log, kept outside the data directory: what a restore of older data is told from. A
 * checkpoint is kept here before it is published.
 */
export interface KeptCheckpoints {
  /** The signed note as it was kept; null where none is. */
  last(association: string): Promise<string | null>;
  /** Durable when it resolves; the one before is there whole until then. */
  keep(association: string, note: string): Promise<void>;
  associations(): Promise<string[]>;
}

export const KEPT_CHECKPOINTS = Symbol('KeptCheckpoints');
