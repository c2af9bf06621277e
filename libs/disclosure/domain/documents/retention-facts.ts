import type { ExportedRecord, StandingHold } from '#records';
import type { Ruleset } from '#statute';

type Recorded = Pick<
  ExportedRecord,
  | 'id'
  | 'duty'
  | 'method'
  | 'proxyMethod'
  | 'occurredOn'
  | 'series'
  | 'party'
  | 'person'
  | 'madeOn'
  | 'retainUntil'
  | 'disposableFrom'
  | 'keptFor'
  | 'ruleset'
>;

/** A record that is kept. */
export interface RetainedRecord extends Recorded {
  readonly register: 'provision' | 'receipt';
}

/** Whose records are certified, or those of a period, which names no persons. */
export type RetentionMatter =
  | {
      readonly kind: 'member';
      readonly ref: string;
      /** As registered today; null once it was erased. */
      readonly name: string | null;
      readonly symbol: string | null;
      readonly number: string | null;
      readonly branch: string | null;
    }
  | {
      readonly kind: 'period';
      readonly register: 'provision' | 'receipt';
      readonly from: string;
      readonly to: string;
    };

/** What a retention certificate is made of. */
export interface RetentionFacts {
  readonly matter: RetentionMatter;
  /** The association, as it calls itself. */
  readonly issuer: string;
  readonly asOf: string;
  readonly through: string;
  readonly recordsHeldFrom: string;
  readonly ruleset: Ruleset;
  readonly records: readonly RetainedRecord[];
  /**
   * What keeps records of a person beyond their end; not why, which may tell of somebody. Null of a period: its groups
   * say what keeps them, and a list would tell of single persons.
   */
  readonly holds: readonly StandingHold[] | null;
  readonly promises: readonly string[];
}
