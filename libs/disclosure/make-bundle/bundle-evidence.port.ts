/** A checkpoint as the log publishes it. */
export interface NewestCheckpoint {
  /** The signed note, with the cosignatures of witnesses. */
  readonly note: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly origin: string;
}

/** A file of evidence that lies beside the checkpoint, such as a timestamp. */
export interface EvidenceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Days in Japan, both of them in it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a bundle needs of the evidence of a log. */
export interface BundleEvidence {
  /** Null where the log signed none yet. */
  newest(association: string): Promise<NewestCheckpoint | null>;
  /** Verifier keys of the log, as C2SP writes them, oldest first. */
  keys(association: string): Promise<readonly string[]>;
  /** Signs the text of a note with the log's key; the note with its signatures. */
  sign(association: string, text: string): Promise<string>;
  /** The hashes over whole blocks of 256 leaves, `count` of them from the first on, one after another. */
  blocks(association: string, count: number): AsyncIterable<Uint8Array>;
  /** Timestamps of a period, and the newest, on checkpoints up to a size; none where no authority is set. */
  timestamps(association: string, size: number, period: Period): AsyncIterable<EvidenceFile>;
}

export const BUNDLE_EVIDENCE = Symbol('BundleEvidence');
