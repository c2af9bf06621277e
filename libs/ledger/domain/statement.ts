import type { ConfirmationFacts, DataKind, Direction, GroundFacts, Means, RecordMethod } from '#statute';
import type { PartyInPlace } from './party-events.js';

/** The other side as it was named: by its registration, or in place. */
export type StatedParty = { readonly id: string } | PartyInPlace;

export interface StatedMember {
  readonly ref: string;
  readonly consentId: string | null;
  readonly items: readonly string[] | null;
  readonly partySubjectId: string | null;
  /** Left out where nobody stated it. */
  readonly aboutLivingRelative?: boolean;
}

/** What a poster says was sent or received: complete, checked for shape, not yet judged. */
export interface Statement {
  readonly phase: 'planned' | 'done';
  readonly direction: Direction;
  readonly arrangement: { readonly id: string; readonly version: number | null } | null;
  readonly party: StatedParty;
  readonly occurredAt: string | null;
  readonly occurredOn: string;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly dataKind: DataKind;
  readonly purpose: string;
  readonly means: Means;
  readonly items: readonly string[];
  readonly members: readonly StatedMember[];
  readonly details: StatementDetails;
}

/** Parts of a statement that may hold words, and are sealed whole. */
export interface StatementDetails {
  readonly ground: GroundFacts;
  readonly record: {
    readonly method: RecordMethod | null;
    readonly seriesId: string | null;
    readonly madeOn: string | null;
    readonly proxyBy: string | null;
    readonly baseRecord: string | null;
    /** Left out where nobody said by which method the other side made it. */
    readonly proxyMethod?: RecordMethod;
    /** Connected with goods or services to the person; left out where nobody said so. */
    readonly servesPerson?: boolean;
  };
  readonly confirmation:
    (ConfirmationFacts & { readonly documentRef: string | null; readonly sameAsRecord: string | null }) | null;
  readonly evidence: readonly { readonly kind: string; readonly ref: string; readonly sha256: string | null }[];
  readonly file: { readonly sha256: string; readonly bytes: number; readonly format: string } | null;
  readonly counterpartOperationId: string | null;
  readonly groupSize: number | null;
  readonly household: string | null;
  readonly upstream: string | null;
  /** Fields that were said to hold a number of another kind than an individual number. */
  readonly identifiers?: readonly { readonly pointer: string; readonly kind: string }[];
}
