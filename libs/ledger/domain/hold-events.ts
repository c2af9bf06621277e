import type { ExtensionCode } from '#statute';

/** What a hold covers: records of a member, with a party, under an arrangement, or one record alone. */
export type HoldScope =
  /** The member is the subject of the event. */
  | { readonly kind: 'member' }
  | { readonly kind: 'party'; readonly party: string }
  | { readonly kind: 'arrangement'; readonly arrangement: string }
  | { readonly kind: 'record'; readonly record: string };

/** Records are kept beyond their statutory end, for a reason: art. 22 asks for erasure of what is needed no longer. */
export interface HoldPlaced {
  readonly type: 'HoldPlaced';
  readonly data: {
    readonly holdId: string;
    readonly code: ExtensionCode;
    /** Last day; null until it is released. */
    readonly until: string | null;
    readonly scope: HoldScope;
  };
  readonly sealed: { readonly reason: string };
}

export interface HoldReleased {
  readonly type: 'HoldReleased';
  readonly data: { readonly holdId: string };
  readonly sealed: { readonly reason: string };
}

export type HoldEvent = HoldPlaced | HoldReleased;
