/** What became of a row; nothing of it is quoted. */
export interface MemberOutcome {
  readonly line: number;
  readonly status: 'registered' | 'known' | 'refused';
  readonly ref: string | null;
  readonly code: string | null;
  readonly pointer: string | null;
  readonly detail: string | null;
}

/** Why a row was refused. */
export type RowFault = Pick<MemberOutcome, 'code' | 'pointer' | 'detail'>;
