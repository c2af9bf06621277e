import type { AskedBundle } from '../domain/bundle-events.js';

export const BUNDLE_STATES = ['proposed', 'withdrawn', 'waiting', 'making', 'ready', 'failed', 'expired'] as const;
export type BundleState = (typeof BUNDLE_STATES)[number];

/** Why a bundle could not be made; told to whoever asked. */
export const BUNDLE_FAILURES = ['disk-full', 'no-checkpoint', 'key-destroyed', 'stuck', 'failed'] as const;
export type BundleFailure = (typeof BUNDLE_FAILURES)[number];

/** A bundle as the table has it. */
export interface BundleRow {
  readonly association: string;
  readonly bundle_id: string;
  readonly number: string;
  readonly state: BundleState;
  readonly asked: AskedBundle;
  /** Accounts, as events name them. */
  readonly asked_by: string;
  readonly approved_by: string | null;
  readonly sealed_wish: Buffer;
  readonly key_period: string;
  /** Events of the log that were gone through, of `size`. */
  readonly read: string;
  readonly size: string | null;
  readonly bytes: string | null;
  readonly sha256: string | null;
  readonly failure: BundleFailure | null;
  readonly attempts: number;
  readonly epoch: string;
  readonly asked_at: Date;
  readonly ready_at: Date | null;
  readonly expires_at: Date | null;
}
