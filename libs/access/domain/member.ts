import type { Day } from '#statute';
import type { InsuredIdentifiers } from './identifiers.js';
import { compositeOf, isSameOwnKey } from './identifiers.js';
import type { RegisteredName } from './names.js';
import type { EligibilityChange, MemberEvent } from './member-events.js';

/** An event of a member as it is read: the sealed part is null once its key was destroyed. */
export type ReadMemberEvent = {
  [Type in MemberEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<MemberEvent, { type: Type }>['data'];
    readonly sealed: Extract<MemberEvent, { type: Type }>['sealed'] | null;
  };
}[MemberEvent['type']];

/** An own key, or that there is none, from a day on. */
export interface OwnKeyFrom {
  readonly ownKey: string | null;
  readonly effectiveFrom: Day;
}

/** A name from a day on. */
export interface NameFrom extends RegisteredName {
  readonly effectiveFrom: Day;
}

/** What became of a member, from the stream alone. */
export interface MemberState {
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
  readonly deceasedOn: Day | null;
  readonly identified: readonly { readonly identifiers: InsuredIdentifiers; readonly effectiveFrom: Day }[];
  readonly names: readonly NameFrom[];
  readonly ownKeys: readonly OwnKeyFrom[];
  readonly eligibility: readonly { readonly change: EligibilityChange; readonly on: Day }[];
}

const NEW: MemberState = {
  mergedInto: null,
  absorbed: [],
  deceasedOn: null,
  identified: [],
  names: [],
  ownKeys: [],
  eligibility: [],
};

export function memberOf(events: Iterable<ReadMemberEvent>): MemberState {
  let state = NEW;
  for (const event of events) state = evolve(state, event);
  return state;
}

function evolve(state: MemberState, event: ReadMemberEvent): MemberState {
  switch (event.type) {
    case 'IdentifierChanged':
      return event.sealed ? { ...state, identified: [...state.identified, event.sealed] } : state;
    case 'NameChanged':
      return event.sealed ? { ...state, names: [...state.names, event.sealed] } : state;
    case 'OwnKeyChanged':
      return event.sealed ? { ...state, ownKeys: [...state.ownKeys, event.sealed] } : state;
    case 'EligibilityChanged': {
      if (!event.sealed) return state;
      const changed = { change: event.data.change, on: event.sealed.on };
      return { ...state, eligibility: [...state.eligibility, changed] };
    }
    case 'MemberMerged':
      return { ...state, mergedInto: event.data.into };
    case 'MemberAbsorbed':
      return { ...state, absorbed: [...state.absorbed, ...event.data.refs] };
    case 'MemberDied':
      return { ...state, deceasedOn: event.sealed?.deceasedOn ?? null };
    case 'MemberDeathWithdrawn':
      return { ...state, deceasedOn: null };
    case 'MemberFlagSet':
    case 'MemberFlagLifted':
    case 'MemberRegistered':
    case 'MemberSplit':
    case 'KeyDestroyed':
      return state;
    default:
      return event satisfies never;
  }
}

/** What a wish comes to against what stands: to be written, said before, or in contradiction to it. */
export type Verdict = 'new' | 'known' | 'contradicts';

export function judgeDeath({ deceasedOn }: MemberState, wished: Day): Verdict {
  if (deceasedOn === null) return 'new';
  return deceasedOn === wished ? 'known' : 'contradicts';
}

export function judgeIdentifiers(
  { identified }: MemberState,
  wished: { readonly identifiers: InsuredIdentifiers; readonly effectiveFrom: Day },
): Verdict {
  const last = identified.at(-1);
  if (!last || last.effectiveFrom < wished.effectiveFrom) return 'new';
  const isSame =
    last.effectiveFrom === wished.effectiveFrom && compositeOf(last.identifiers) === compositeOf(wished.identifiers);
  return isSame ? 'known' : 'contradicts';
}

export function judgeName({ names }: MemberState, wished: NameFrom): Verdict {
  const last = names.at(-1);
  if (!last || last.effectiveFrom < wished.effectiveFrom) return 'new';
  const isSame = last.effectiveFrom === wished.effectiveFrom && last.name === wished.name && last.kana === wished.kana;
  return isSame ? 'known' : 'contradicts';
}

export function judgeOwnKey({ ownKeys }: MemberState, wished: OwnKeyFrom): Verdict {
  const last = ownKeys.at(-1);
  if (!last || last.effectiveFrom < wished.effectiveFrom) return 'new';
  const isSame = last.effectiveFrom === wished.effectiveFrom && isSameOwnKey(last.ownKey, wished.ownKey);
  return isSame ? 'known' : 'contradicts';
}

/** Acquired and lost follow each other, each on or after the day of the one before. */
export function judgeEligibility(
  { eligibility }: MemberState,
  wished: { readonly change: EligibilityChange; readonly on: Day },
): Verdict {
  const last = eligibility.at(-1);
  if (!last) return 'new';
  if (last.change === wished.change) return last.on === wished.on ? 'known' : 'contradicts';
  return last.on <= wished.on ? 'new' : 'contradicts';
}
