import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys, type DataKey } from '#access';
import { EVENT_STORE, type AppendResult, type EventDraft, type EventStore, type ExpectedRevision } from '#event-store';
import { awaitedLater, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { OwnedFact, OwnedFacts } from '../record-transfer/transfer-facts.js';
import { LeafHashes } from './leaf-hashes.js';
import { toDraft, type DecisionContext } from './sealed-events.js';

/** Facts that one request carries whole: the header, 1,000 lines and the seal of a transfer. */
const FACTS_PER_REQUEST_MAX = 1_002;
/** Of more facts, so many travel in a request, */
const FACTS_PER_PART = 500;
/** and so many requests at once: one is being written while the next is being sealed. */
const PARTS_IN_FLIGHT_MAX = 2;

/** What was decided for one stream. */
export interface Writing {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly context: DecisionContext;
  readonly facts: OwnedFacts;
  /** As of an append: what was decided too long ago is not written any more. */
  readonly isWanted?: () => boolean;
}

/** Seals what was decided, each part with its owner's key of the fiscal year, and appends it. */
@Injectable()
export class FactWriter {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async write(
    place: { readonly stream: string; readonly expected: ExpectedRevision; readonly at: Date },
    context: DecisionContext,
    facts: OwnedFacts,
  ): Promise<AppendResult> {
    const { stream, expected, at } = place;
    const [result] = await this.writeAll(context.association, at, [{ stream, expected, context, facts }]);
    if (result instanceof Error) throw result;
    return result!;
  }

  /**
   * Writes for many streams of one association with one look at the keys; each has its own outcome. More facts than a
   * request carries go in several, the seal in the last: before it they are nothing, and the outcome is that of the last.
   */
  async writeAll(association: string, at: Date, writings: readonly Writing[]): Promise<(AppendResult | Error)[]> {
    const period = fiscalYear(at);
    const ready = writings.map((writing) => (isShort(writing) ? { ...writing, facts: [...writing.facts] } : writing));
    const short = ready.filter(isShort).flatMap(({ facts }) => [...facts]);
    const keys = await this.#keysOf(association, period, short);
    return Promise.all(
      ready.map((writing) =>
        (isShort(writing)
          ? this.#append(writing, writing.expected, this.#drafts(writing.context, writing.facts, keys))
          : this.#writeLong(writing, period)
        ).catch((error: unknown) => error as Error),
      ),
    );
  }

  async #writeLong(writing: Writing, period: string): Promise<AppendResult> {
    const { expected, context, facts } = writing;
    const parts = partsOf(facts);
    const prepare = () => {
      const part = parts.next().value ?? [];
      return { part, keys: awaitedLater(this.#keysOf(context.association, period, part)) };
    };
    const leaves = new LeafHashes(facts.length);
    const inFlight: Promise<AppendResult>[] = [];
    try {
      let place = expected;
      let left = facts.length;
      for (let next = prepare(); left > 0;) {
        const { part, keys } = next;
        left -= part.length;
        // The seal is made from the hashes of all before it.
        const isLast = left === 0;
        while (inFlight.length >= (isLast ? 1 : PARTS_IN_FLIGHT_MAX)) {
          const result = await inFlight.shift()!;
          if (result.outcome !== 'appended') return result;
          for (const { leafHash } of result.events) leaves.add(leafHash);
        }
        const drafts = this.#drafts(context, part, await keys);
        next = prepare();
        const leavesBefore = isLast ? leaves.all() : [];
        inFlight.push(awaitedLater(this.#append(writing, place, drafts, leavesBefore)));
        place = revisionAfter(place, part.length);
      }
      return await inFlight.shift()!;
    } finally {
      await Promise.allSettled(inFlight);
    }
  }

  async #keysOf(association: string, period: string, facts: readonly OwnedFact[]): Promise<Map<string, DataKey>> {
    const owners = facts.filter(({ fact }) => fact.sealed !== null).map(ownerOf);
    return owners.length === 0 ? new Map() : this.keys.obtain(association, owners, period);
  }

  #drafts(context: DecisionContext, facts: OwnedFacts, keys: ReadonlyMap<string, DataKey>): () => EventDraft[] {
    return () =>
      Array.from(facts, (owned) => {
        const key = keys.get(ownerOf(owned)) ?? null;
        // A destroyed key comes back with nothing: what cannot be sealed must not be written without its sealed part.
        if (owned.fact.sealed !== null && key === null) throw new Refusal('key-destroyed');
        return toDraft(owned.fact, context, this.keys, key, owned);
      });
  }

  async #append(
    { stream, context: { association }, isWanted }: Writing,
    expected: ExpectedRevision,
    drafts: () => EventDraft[],
    leavesBefore: readonly Uint8Array[] = [],
  ): Promise<AppendResult> {
    const result = await this.events.append({
      association,
      stream,
      expected,
      events: drafts(),
      leavesBefore,
      ...(isWanted && { isWanted }),
    });
    if (result.outcome === 'too-large') throw new Refusal('transfer-too-large');
    return result;
  }
}

function isShort({ facts }: Writing): boolean {
  return facts.length <= FACTS_PER_REQUEST_MAX;
}

/** Parts of a long writing, made one after the other; its last fact, the seal, is a part of its own. */
function* partsOf(facts: OwnedFacts): Generator<OwnedFact[]> {
  let part: OwnedFact[] = [];
  let left = facts.length;
  for (const fact of facts) {
    left -= 1;
    if (part.length === FACTS_PER_PART || left === 0) {
      yield part;
      part = [];
    }
    part.push(fact);
  }
  yield part;
}

function revisionAfter(expected: ExpectedRevision, count: number): number {
  if (expected === 'none') return count - 1;
  if (typeof expected === 'number') return expected + count;
  throw new Error('A long writing knows the revision on which it begins.');
}

function ownerOf({ subject, owner }: OwnedFact): string {
  return owner ?? subject ?? ASSOCIATION_SUBJECT;
}

/** The fiscal year in Japan, from April: `2026` for March 2027. */
export function fiscalYear(at: Date): string {
  const [year, month] = dayInJapan(at.toISOString()).split('-').map(Number) as [number, number];
  return String(month >= 4 ? year : year - 1);
}
