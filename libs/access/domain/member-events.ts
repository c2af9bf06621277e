import type { IdentityOpening } from '#proof';
import type { Day } from '#statute';
import { withoutCountsOfRecords, type ErasureEvent, type KeyDestroyed } from './erasure-events.js';
import type { KeyEvent } from './key-events.js';
import type { InsuredIdentifiers } from './identifiers.js';
import type { LookEvent } from './look-events.js';

/**
 * In clear: a salted commitment to who is behind the reference from this event on, base 64. Left out where the event is of
 * before there were any.
 */
export interface Committed {
  readonly commitment?: string;
}

/** Sealed with the member's key: what opens it. */
export interface Opened {
  readonly opening?: IdentityOpening;
}

/** A person has an entry in the directory from now on. Nothing of it is here but what the association is held to. */
export interface MemberRegistered {
  readonly type: 'MemberRegistered';
  readonly data: Committed;
  readonly sealed: Opened | null;
}

/** The person has other identifiers from a day on: another number or branch, or another insurer number. */
export interface IdentifierChanged {
  readonly type: 'IdentifierChanged';
  readonly data: Committed;
  readonly sealed: Opened & {
    readonly identifiers: InsuredIdentifiers;
    readonly former: InsuredIdentifiers;
    readonly effectiveFrom: Day;
  };
}

/** The person has another name from a day on. */
export interface NameChanged {
  readonly type: 'NameChanged';
  readonly data: Committed;
  readonly sealed: Opened & { readonly name: string; readonly kana: string | null; readonly effectiveFrom: Day };
}

/** The association's own key of the person (社員番号) is another one from a day on, or none. */
export interface OwnKeyChanged {
  readonly type: 'OwnKeyChanged';
  readonly data: Committed;
  readonly sealed: Opened & { readonly ownKey: string | null; readonly effectiveFrom: Day };
}

/** The person became insured with the association (資格取得), or no longer is (資格喪失), from a day on. */
export interface EligibilityChanged {
  readonly type: 'EligibilityChanged';
  readonly data: Committed & { readonly change: EligibilityChange };
  readonly sealed: Opened & { readonly on: Day };
}

export const ELIGIBILITY_CHANGES = ['ACQUIRED', 'LOST'] as const;
export type EligibilityChange = (typeof ELIGIBILITY_CHANGES)[number];

/** In the stream of a reference: its person is known under another one from now on. Both name one person. */
export interface MemberMerged {
  readonly type: 'MemberMerged';
  readonly data: { readonly into: string };
  readonly sealed: { readonly reason: string };
}

/** In the stream of that other one: these references went into it. */
export interface MemberAbsorbed {
  readonly type: 'MemberAbsorbed';
  readonly data: { readonly refs: readonly string[] };
  readonly sealed: null;
}

/** A reference held two persons. Who has the other one now is sealed for the association: no leaf names both. */
export interface MemberSplit {
  readonly type: 'MemberSplit';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: { readonly ref: string; readonly reason: string };
}

export interface MemberDied {
  readonly type: 'MemberDied';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: { readonly deceasedOn: Day };
}

/** The death was recorded by mistake. */
export interface MemberDeathWithdrawn {
  readonly type: 'MemberDeathWithdrawn';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: { readonly reason: string };
}

/**
 * Whose whereabouts and care nobody else of the household may learn of (不開示); or to whom nothing is shown in the
 * portal, for somebody else may look in (自己情報提供不可).
 */
export const MEMBER_FLAGS = ['NON_DISCLOSURE', 'NO_OWN_VIEW'] as const;
export type MemberFlag = (typeof MEMBER_FLAGS)[number];

/** A flag stands from a day on. Which one, and why, is sealed: that there is one tells enough of a person. */
export interface MemberFlagSet {
  readonly type: 'MemberFlagSet';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: { readonly flag: MemberFlag; readonly from: Day; readonly reason: string };
}

/** It no longer does, from a day on. */
export interface MemberFlagLifted {
  readonly type: 'MemberFlagLifted';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: { readonly flag: MemberFlag; readonly from: Day; readonly reason: string };
}

export type MemberEvent =
  | MemberRegistered
  | IdentifierChanged
  | NameChanged
  | OwnKeyChanged
  | EligibilityChanged
  | MemberMerged
  | MemberAbsorbed
  | MemberSplit
  | MemberDied
  | MemberDeathWithdrawn
  | MemberFlagSet
  | MemberFlagLifted
  | KeyDestroyed;

/** Whether an event says anew who is behind its reference, and so commits to it. */
export function saysWho({ type, data }: MemberEvent): boolean {
  switch (type) {
    case 'MemberRegistered':
    case 'IdentifierChanged':
    case 'NameChanged':
    case 'OwnKeyChanged':
      return true;
    case 'EligibilityChanged':
      // Identifiers that were left are nobody's; taken up again, they name the person again.
      return data.change === 'ACQUIRED';
    default:
      return false;
  }
}

export const memberStream = (ref: string) => `member-${ref}`;

const current = { version: 1 } as const;
/** Before the second version nothing was committed to. */
const committing = { version: 2, upcasts: { 1: (data: object) => data } } as const;

/** Every event type of this lib. */
export const accessEventTypes = {
  MemberRegistered: committing,
  IdentifierChanged: committing,
  NameChanged: committing,
  OwnKeyChanged: committing,
  EligibilityChanged: committing,
  MemberMerged: current,
  MemberAbsorbed: current,
  MemberSplit: current,
  MemberDied: current,
  MemberDeathWithdrawn: current,
  MemberFlagSet: current,
  MemberFlagLifted: current,
  MemberLookedAt: current,
  LooksRead: current,
  ErasureProposed: current,
  ErasureApproved: current,
  ErasureWithdrawn: current,
  ErasureExecuted: { version: 2, upcasts: { 1: withoutCountsOfRecords } },
  KeyDestroyed: current,
  KeyRotated: current,
  KeyRetired: current,
} as const satisfies Record<(MemberEvent | LookEvent | ErasureEvent | KeyEvent)['type'], unknown>;
