import type { ExportedRecord } from '#records';
import type { Ruleset } from '#statute';

export type RegisterName = 'provision' | 'receipt';

/** What a register is made of. */
export interface RegisterFacts {
  readonly register: RegisterName;
  readonly from: string;
  readonly to: string;
  /** The association, as it calls itself. */
  readonly issuer: string;
  readonly recordsHeldFrom: string;
  /** Position up to which the log is in it. */
  readonly through: string;
  /** Under which the register is cited. */
  readonly ruleset: Ruleset;
  /** Oldest day first. */
  readonly records: readonly ExportedRecord[];
  /** What is proved of it, in plain words. */
  readonly promises: readonly string[];
}
