import type { RegisterLayout } from '#readers';

/** How an association reads a register that it kept so far, as saved under a name. The newest one counts. */
export interface RegisterMappingSaved {
  readonly type: 'RegisterMappingSaved';
  readonly data: { readonly name: string; readonly register: RegisterLayout['register'] };
  /** Columns and constants may be words, and name parties. */
  readonly sealed: Pick<RegisterLayout, 'columns' | 'constants'>;
}
