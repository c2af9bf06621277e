import type { Location, PartyClass } from '#statute';

/** Name and the rest of the other side, as the statutory record wants them: Rules 20(1), 24(1). */
export interface PartyNames {
  readonly name: string;
  readonly address: string | null;
  /** Representative of a corporation, or of an unincorporated body that has one. */
  readonly representative: string | null;
}

/** A party that is named in a transfer itself. */
export interface PartyInPlace extends PartyNames {
  readonly class: PartyClass;
  readonly location: Location;
  /** ISO 3166-1 alpha-2; left out where nobody stated it. */
  readonly country?: string;
}

export interface PartyRegistered {
  readonly type: 'PartyRegistered';
  readonly data: {
    readonly partyId: string;
    readonly class: PartyClass;
    readonly location: Location;
    readonly country: string | null;
  };
  readonly sealed: PartyNames;
}

/** Particulars of a party that are others from a day on. What did not change is left out; null takes away. */
export interface PartyAmended {
  readonly type: 'PartyAmended';
  readonly data: {
    readonly partyId: string;
    readonly effectiveFrom: string;
    readonly class?: PartyClass;
    readonly location?: Location;
    readonly country?: string | null;
  };
  readonly sealed: Partial<PartyNames> | null;
}

export type PartyEvent = PartyRegistered | PartyAmended;
