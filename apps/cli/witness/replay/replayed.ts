import {
  addLink,
  blindedRoot,
  blindOf,
  decodeEnvelope,
  EMPTY_CHAIN,
  EMPTY_FRONTIER,
  fromBase64,
  grow,
  leafHash,
  mapKeys,
  toBase64,
  type ChainHead,
  type Frontier,
} from '#proof';
import { EvidenceBroken } from '../outcome.js';
import { positionOf } from '../examine-checkpoint.js';
import { HeadsMap } from './heads-map.js';

export const CHAINS = ['open', 'restricted'] as const;
export type Chain = (typeof CHAINS)[number];

/** A line that stands behind the last map that the log committed. */
export interface Waiting {
  readonly chain: Chain;
  readonly reference: string;
  readonly index: number;
  readonly leaf: Uint8Array;
  /** Milliseconds since 1970, by the times that the log wrote, and never later than when it was read. */
  readonly since: number;
}

/** A line that a map did not cover in time. */
export interface StoodStill {
  /** Of the line. */
  readonly position: string;
  readonly seconds: number;
}

/** What a replay has come to: all that it needs to go on. */
export interface Progress {
  readonly frontier: Frontier;
  /** Position up to which lines are in the heads; that of the last commitment. */
  readonly through: number;
  readonly heads: ReadonlyMap<string, ChainHead>;
  readonly waiting: readonly Waiting[];
  /** Maps that were compared and agreed. */
  readonly maps: number;
}

/** A running ledger commits within seconds; where it takes longer than this, what the maps show is not what is there. */
const SECONDS_BEHIND_MAX = 600;

export const NOTHING_REPLAYED: Progress = {
  frontier: EMPTY_FRONTIER,
  through: 0,
  heads: new Map(),
  waiting: [],
  maps: 0,
};

/** What an envelope says of chains; left out where the event stands on none. */
interface Chained {
  readonly chain?: unknown;
}

/**
 * Makes from the stored bytes what the log says of them: leaf hashes and with them the tree, the chains of members, and
 * the map over chains, which is compared each time the log committed one.
 */
export class Replayed {
  #frontier: Frontier;
  #through: number;
  #maps: number;
  #waiting: Waiting[];
  #time = 0;
  #stoodStill: StoodStill | null = null;
  readonly #heads: Map<string, ChainHead>;
  readonly #keyOf: ReturnType<typeof mapKeys>;
  readonly #trees: Record<Chain, HeadsMap> = { open: new HeadsMap(), restricted: new HeadsMap() };

  constructor(
    private readonly mapKey: Uint8Array,
    private readonly now: Date,
    { frontier, through, heads, waiting, maps }: Progress = NOTHING_REPLAYED,
  ) {
    this.#keyOf = mapKeys(mapKey);
    this.#frontier = frontier;
    this.#through = through;
    this.#heads = new Map(heads);
    this.#waiting = [...waiting];
    this.#maps = maps;
    for (const [name, head] of heads) this.#enter(name, head);
  }

  get progress(): Progress {
    return {
      frontier: this.#frontier,
      through: this.#through,
      heads: this.#heads,
      waiting: this.#waiting,
      maps: this.#maps,
    };
  }

  /** The line that waited longest, of those that a map of this run, or none until now, left out for too long. */
  get stoodStill(): StoodStill | null {
    this.#noteWaiting(this.now.getTime());
    return this.#stoodStill;
  }

  /** The next entries of the log. Throws where a map that one commits is another than theirs. */
  add(entries: readonly Uint8Array[]): void {
    const leaves = entries.map((entry) => leafHash(entry));
    for (const [at, entry] of entries.entries()) this.#read(entry, this.#frontier.size + at, leaves[at]!);
    this.#frontier = grow(this.#frontier, leaves);
  }

  #read(entry: Uint8Array, index: number, leaf: Uint8Array): void {
    const envelope = decode(entry, index);
    const { chain } = envelope as Chained;
    const recordedAt = Date.parse(envelope.recordedAt);
    // A line of the future would wait for ever unseen, and a clock that was set back makes nothing older.
    this.#time = Math.min(this.now.getTime(), Math.max(this.#time, recordedAt || 0));
    if (CHAINS.includes(chain as Chain) && envelope.subject !== null) {
      this.#waiting.push({ chain: chain as Chain, reference: envelope.subject, index, leaf, since: this.#time });
    }
    if (envelope.type === 'MapRootCommitted' && envelope.stream === 'log') this.#compare(envelope.data, index);
  }

  #compare(data: unknown, index: number): void {
    const { through, ...roots } = (data ?? {}) as Record<string, unknown>;
    const position = positionOf(index + 1);
    const isPlace = typeof through === 'string' && /^\d{16}$/.test(through);
    // A map of lines that stand behind it, or of fewer than the one before, hides some.
    if (!isPlace || Number(through) > index || Number(through) < this.#through) {
      throw new EvidenceBroken('map-differs', { position, found: `through ${String(through).slice(0, 16)}` });
    }
    this.#moveTo(Number(through));
    for (const chain of CHAINS) {
      const [expected, found] = [toBase64(this.#root(chain, through)), roots[chain]];
      if (found !== expected) {
        throw new EvidenceBroken('map-differs', { position, expected: `${chain} ${expected}`, found: String(found) });
      }
    }
    this.#maps += 1;
    this.#noteWaiting(this.#time);
  }

  #noteWaiting(time: number): void {
    const [oldest] = this.#waiting;
    const seconds = oldest ? Math.floor((time - oldest.since) / 1_000) : 0;
    if (!oldest || seconds <= Math.max(SECONDS_BEHIND_MAX, this.#stoodStill?.seconds ?? 0)) return;
    this.#stoodStill = { position: positionOf(oldest.index + 1), seconds };
  }

  /** As the log commits it: nobody without the map's secret sees whether the restricted chains grew. */
  #root(chain: Chain, through: string): Uint8Array {
    const root = this.#trees[chain].root();
    return chain === 'open' ? root : blindedRoot(blindOf(this.mapKey, through), root);
  }

  #moveTo(through: number): void {
    // Lines wait in the order of the log.
    const count = this.#waiting.findIndex(({ index }) => index + 1 > through);
    for (const { chain, reference, index, leaf } of this.#waiting.splice(0, count < 0 ? Infinity : count)) {
      const name = `${chain}:${reference}`;
      const head = addLink(this.#heads.get(name) ?? EMPTY_CHAIN, { index, leaf });
      this.#heads.set(name, head);
      this.#enter(name, head);
    }
    this.#through = through;
  }

  #enter(name: string, { hash }: ChainHead): void {
    const chain = name.slice(0, name.indexOf(':')) as Chain;
    this.#trees[chain].set(this.#keyOf(chain, name.slice(chain.length + 1)), hash);
  }
}

function decode(entry: Uint8Array, index: number) {
  try {
    return decodeEnvelope(entry);
  } catch {
    throw new EvidenceBroken('entries-differ', { position: positionOf(index + 1), found: 'no envelope' });
  }
}

/** The key of the map's places, as a file has it. */
export function readMapKey(text: string): Uint8Array | null {
  const key = fromBase64(text.trim());
  return key?.length === 32 ? key : null;
}
