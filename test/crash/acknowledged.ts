/** What a writer was told of one fact, and when it asked and was told: milliseconds of one clock. */
export interface Acknowledged {
  readonly kind: 'version' | 'standing';
  readonly association: string;
  /** The transfer, or the declaration. */
  readonly id: string;
  /** The sender's own name of a transfer. */
  readonly name: string | null;
  readonly version: number;
  /** Members of the lines, in their order; of a declaration the one member. */
  readonly members: readonly string[];
  /** Lines for which a statutory record is due. */
  readonly recorded: readonly number[];
  readonly position: string;
  readonly leafHash: string | null;
  readonly sentAt: number;
  readonly toldAt: number;
}

/** A fault of the system under test. */
export interface Fault {
  readonly kind: FaultKind;
  readonly what: string;
}

export const FAULT_KINDS = [
  'missing',
  'doubled',
  'changed',
  'unordered',
  'hole',
  'head',
  'leaf',
  'view',
  'rebuild',
  'refused',
  'unclear',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
