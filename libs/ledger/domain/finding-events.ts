import type { CloseCode } from './finding-codes.js';

/** A violation or a gap that was found in a line after it had been judged, for something was known too late. */
export interface FindingOpened {
  readonly type: 'FindingOpened';
  readonly data: {
    readonly findingId: string;
    readonly transfer: string;
    /** The version that was examined: a later one was judged knowing all this. */
    readonly version: number;
    readonly line: number;
    /** Code of the ruleset that the event names; its texts are there. */
    readonly code: string;
    readonly severity: 'blocking' | 'warning';
    readonly pointer: string;
    /** First day, in Japan, on which what came late counts. */
    readonly since: string;
    /** Positions of the declarations and withdrawals that the line had been judged without. */
    readonly because: readonly string[];
    readonly occurredOn: string;
    /** As the line's: of what is restricted it must not be known that it exists. */
    readonly chain: 'open' | 'restricted';
  };
  readonly sealed: null;
}

/** A member's lines were judged again with what had come late. Every line up to `through` knows what stands up to there. */
export interface LinesReexamined {
  readonly type: 'LinesReexamined';
  readonly data: { readonly through: string; readonly lines: number; readonly findings: number };
  readonly sealed: null;
}

/** What a clocked run found to be late or too much: no record says so, for nothing happened, or it happened twice. */
export interface WatchFindingOpened {
  readonly type: 'WatchFindingOpened';
  readonly data: {
    readonly findingId: string;
    readonly kind: WatchKind;
    readonly arrangement: string | null;
    /** The plan that nobody completed. */
    readonly transfer: string | null;
    /** The period of the cadence for which too few or too many came. */
    readonly period: { readonly from: string; readonly to: string } | null;
    /** Last day on which it was in time; of a ground that changed late the last one on which it stood. */
    readonly dueOn: string;
    /** Of a total the bound that it passed. */
    readonly expected: number;
    readonly found: number;
    readonly chain: 'open' | 'restricted';
  };
  readonly sealed: null;
}

export const WATCH_KINDS = [
  'overdue-planned',
  'missing-feed',
  'doubled-feed',
  'transfer-total',
  'line-total',
  'late-ground',
] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

/** Somebody takes care of a finding. */
export interface FindingAssigned {
  readonly type: 'FindingAssigned';
  /** Keyed pseudonym of the account, as actors are named. */
  readonly data: { readonly findingId: string; readonly owner: string };
  readonly sealed: null;
}

export interface FindingClosed {
  readonly type: 'FindingClosed';
  readonly data: { readonly findingId: string; readonly code: CloseCode };
  readonly sealed: { readonly text: string } | null;
}

export interface FindingReopened {
  readonly type: 'FindingReopened';
  readonly data: { readonly findingId: string };
  readonly sealed: { readonly text: string } | null;
}

export type FindingEvent =
  FindingOpened | LinesReexamined | WatchFindingOpened | FindingAssigned | FindingClosed | FindingReopened;
