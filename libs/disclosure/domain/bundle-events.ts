import type { EventType } from '#event-store';

/** What is to be in a bundle for the regulator, as it was asked for. */
export interface AskedBundle {
  readonly bundleId: string;
  /** Days in Japan on which transfers occurred, both included. */
  readonly from: string;
  readonly to: string;
  /** Left out: of all parties. */
  readonly parties?: readonly string[];
  /** How many members were named; left out: all. Who they are is sealed. */
  readonly members?: number;
  readonly persons: 'masked' | 'named';
  readonly chains: readonly ('open' | 'restricted')[];
  readonly language: 'ja' | 'en';
}

/** Somebody asked for a bundle. One that names persons waits for a second account. */
export interface BundleAsked {
  readonly type: 'BundleAsked';
  readonly data: AskedBundle;
  readonly sealed: {
    /** What it is for. */
    readonly ground: string;
    readonly members?: readonly string[];
  };
}

/** A second account agrees that persons are named in it. */
export interface BundleApproved {
  readonly type: 'BundleApproved';
  readonly data: { readonly bundleId: string };
  readonly sealed: null;
}

/** Nobody is to approve it, or it is not wanted any more. */
export interface BundleWithdrawn {
  readonly type: 'BundleWithdrawn';
  readonly data: { readonly bundleId: string };
  readonly sealed: null;
}

/** It lies ready to be taken. */
export interface BundleMade {
  readonly type: 'BundleMade';
  readonly data: {
    readonly bundleId: string;
    /** Size of the tree under whose checkpoint it stands. */
    readonly size: number;
    readonly events: number;
    readonly records: number;
    readonly bytes: number;
    /** Of the file, base64. */
    readonly sha256: string;
  };
  readonly sealed: null;
}

/** It is handed out, whole or a part of it. */
export interface BundleTaken {
  readonly type: 'BundleTaken';
  readonly data: { readonly bundleId: string };
  readonly sealed: null;
}

export type BundleEvent = BundleAsked | BundleApproved | BundleWithdrawn | BundleMade | BundleTaken;

export const bundleStream = (bundleId: string) => `bundle-${bundleId}`;

const current: EventType = { version: 1 };

/** Every event type of this lib. */
export const disclosureEventTypes: Readonly<Record<BundleEvent['type'], EventType>> = {
  BundleAsked: current,
  BundleApproved: current,
  BundleWithdrawn: current,
  BundleMade: current,
  BundleTaken: current,
};
