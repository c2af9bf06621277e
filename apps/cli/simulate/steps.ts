/** A request that is made before the transfers, or about one after it was posted. */
export interface Operation {
  readonly kind: 'operation';
  readonly association: string;
  readonly what: 'member' | 'consent' | 'objection' | 'withdrawal' | 'correction' | 'completion' | 'void';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A transfer as it is posted, its members apart, for an import has one row for each of them. */
export interface SimulatedTransfer {
  readonly kind: 'transfer';
  readonly association: string;
  readonly id: string;
  readonly header: Readonly<Record<string, unknown>> & {
    readonly source: string;
    readonly externalId: string;
    readonly phase: 'planned' | 'done';
  };
  readonly members: readonly Readonly<Record<string, unknown>>[];
}

export type Step = Operation | SimulatedTransfer;
