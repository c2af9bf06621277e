import type { LookChain, MemberLookedAt } from './look-events.js';
import type { LookedAt } from './looked-at.js';

/** So many names of records fit into one event with room to spare. */
const RECORDS_PER_EVENT_MAX = 500;

/** A record, or what else there is about a member, as it is about to be shown. */
export interface Seen {
  readonly member: string;
  /** `transfer:line`; left out where it is of no transfer. */
  readonly record?: string;
  /** `open` where nothing else is said. */
  readonly chain?: LookChain;
}

/** What is about to be shown to somebody. */
export interface Look {
  readonly what: LookedAt;
  /** The member who was asked for: a look even where there is nothing to show. */
  readonly member?: string | undefined;
  readonly filters?: readonly string[];
  readonly under?: string;
  readonly seen: readonly Seen[];
}

export interface OwnedLook {
  readonly subject: string;
  readonly fact: MemberLookedAt;
}

/** A look as events: one for each member and chain, in the order in which they are shown. None names two members. */
export function looksOf({ what, member, filters = [], under, seen }: Look): OwnedLook[] {
  const records = new Map<string, Set<string>>();
  const of = (subject: string, chain: LookChain) => {
    const place = `${chain} ${subject}`;
    const known = records.get(place) ?? new Set<string>();
    records.set(place, known);
    return known;
  };
  if (member !== undefined) of(member, chainOf(what));
  for (const { member: subject, record, chain = 'open' } of seen) {
    const known = of(subject, chainOf(what) === 'restricted' ? 'restricted' : chain);
    if (record !== undefined) known.add(record);
  }
  const data = { what, filters: [...filters].sort(), ...(under === undefined ? {} : { under }) };
  return [...records].flatMap(([place, known]) => {
    const [chain, subject] = place.split(' ') as [LookChain, string];
    return partsOf([...known]).map((part): OwnedLook => ({
      subject,
      fact: { type: 'MemberLookedAt', data: { ...data, chain, records: part }, sealed: null },
    }));
  });
}

/** Names of the filters of a list that are set; where a page begins and how long it is narrows nothing. */
export function filtersSet(request: object): string[] {
  const { cursor: _cursor, limit: _limit, atLeast: _atLeast, ...filters } = request as Record<string, unknown>;
  return Object.keys(filters).filter((name) => filters[name] !== undefined);
}

/** Whoever asks for lines of the Number Act asks for what must not be known to exist, found or not. */
function chainOf(what: LookedAt): LookChain {
  return what === 'NUMBER_ACT_LOG' ? 'restricted' : 'open';
}

function partsOf(records: readonly string[]): (readonly string[])[] {
  const count = Math.max(1, Math.ceil(records.length / RECORDS_PER_EVENT_MAX));
  return Array.from({ length: count }, (_, part) =>
    records.slice(part * RECORDS_PER_EVENT_MAX, (part + 1) * RECORDS_PER_EVENT_MAX),
  );
}
