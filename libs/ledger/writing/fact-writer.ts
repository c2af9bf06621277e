import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys, type DataKey } from '#access';
import {
  EVENT_STORE,
  type Appended,
  type AppendResult,
  type EventDraft,
  type EventStore,
  type ExpectedRevision,
} from '#event-store';
import { awaitedLater, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { OwnedFact } from '../record-transfer/transfer-facts.js';
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
  readonly facts: readonly OwnedFact[];
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
    facts: readonly OwnedFact[],
  ): Promise<AppendResult> {
    const { stream, expected, at } = place;
    const [result] = await this.writeAll(context.association, at, [{ stream, expected, context, facts }]);
    if (result instanceof Error) throw result;
    return result!;
  }

  /**
   * Writes for many streams of one association with one look at the keys; each has its own outcome. More facts than a
   * request carries go in several, the seal in the last: before it they are nothing.
   */
  async writeAll(association: string, at: Date, writings: readonly Writing[]): Promise<(AppendResult | Error)[]> {
    const period = fiscalYear(at);
    const short = writings.filter(isShort);
    const keys = await this.#keysOf(
      association,
      period,
      short.flatMap(({ facts }) => facts),
    );
    return Promise.all(
      writings.map((writing) =>
        (isShort(writing)
          ? this.#append(writing, writing.expected, this.#drafts(writing.context, writing.facts, keys))
          : this.#writeLong(writing, period)
        ).catch((error: unknown) => error as Error),
      ),
    );
  }

  async #writeLong({ stream, expected, context, facts }: Writing, period: string): Promise<AppendResult> {
    const parts = partsOf(facts);
    const keysOf = (part: readonly OwnedFact[] = []) => awaitedLater(this.#keysOf(context.association, period, part));
    let nextKeys = keysOf(parts[0]);
    const written: Appended[] = [];
    const inFlight: Promise<AppendResult>[] = [];
    try {
      let place = expected;
      for (const [index, part] of parts.entries()) {
        const keysAsked = nextKeys;
        // The seal is made from the hashes of all before it.
        const isLast = index === parts.length - 1;
        while (inFlight.length >= (isLast ? 1 : PARTS_IN_FLIGHT_MAX)) {
          const result = await inFlight.shift()!;
          if (result.outcome !== 'appended') return result;
          written.push(result);
        }
        const keys = await keysAsked;
        nextKeys = keysOf(parts[index + 1]);
        const leavesBefore = isLast ? written.flatMap(({ events }) => events.map((event) => event.leafHash)) : [];
        const drafts = this.#drafts(context, part, keys);
        inFlight.push(awaitedLater(this.#append({ stream, context }, place, drafts, leavesBefore)));
        place = revisionAfter(place, part.length);
      }
      const last = await inFlight.shift()!;
      if (last.outcome !== 'appended') return last;
      return { ...last, events: [...written.flatMap(({ events }) => events), ...last.events] };
    } finally {
      await Promise.allSettled(inFlight);
    }
  }

  async #keysOf(association: string, period: string, facts: readonly OwnedFact[]): Promise<Map<string, DataKey>> {
    const owners = facts.filter(({ fact }) => fact.sealed !== null).map(ownerOf);
    return owners.length === 0 ? new Map() : this.keys.obtain(association, owners, period);
  }

  #drafts(
    context: DecisionContext,
    facts: readonly OwnedFact[],
    keys: ReadonlyMap<string, DataKey>,
  ): () => EventDraft[] {
    return () =>
      facts.map((owned) => {
        const key = keys.get(ownerOf(owned)) ?? null;
        // A destroyed key comes back with nothing: what cannot be sealed must not be written without its sealed part.
        if (owned.fact.sealed !== null && key === null) throw new Refusal('key-destroyed');
        return toDraft(owned.fact, context, this.keys, key, owned.subject);
      });
  }

  async #append(
    { stream, context }: Pick<Writing, 'stream' | 'context'>,
    expected: ExpectedRevision,
    drafts: () => EventDraft[],
    leavesBefore: readonly Uint8Array[] = [],
  ): Promise<AppendResult> {
    const { association } = context;
    const result = await this.events.append({ association, stream, expected, events: drafts(), leavesBefore });
    if (result.outcome === 'too-large') throw new Refusal('transfer-too-large');
    return result;
  }
}

function isShort({ facts }: Writing): boolean {
  return facts.length <= FACTS_PER_REQUEST_MAX;
}

/** Parts of a long writing; its last fact, the seal, is a part of its own. */
function partsOf(facts: readonly OwnedFact[]): OwnedFact[][] {
  const parts: OwnedFact[][] = [];
  for (let from = 0; from < facts.length - 1; from += FACTS_PER_PART) {
    parts.push(facts.slice(from, Math.min(from + FACTS_PER_PART, facts.length - 1)));
  }
  return [...parts, facts.slice(-1)];
}

function revisionAfter(expected: ExpectedRevision, count: number): number {
  if (expected === 'none') return count - 1;
  if (typeof expected === 'number') return expected + count;
  throw new Error('A long writing knows the revision on which it begins.');
}

function ownerOf({ subject }: OwnedFact): string {
  return subject ?? ASSOCIATION_SUBJECT;
}

/** The fiscal year in Japan, from April: `2026` for March 2027. */
export function fiscalYear(at: Date): string {
  const [year, month] = dayInJapan(at.toISOString()).split('-').map(Number) as [number, number];
  return String(month >= 4 ? year : year - 1);
}
