import { v5 } from 'uuid';
import { EventStoreError, type AppendRequest, type AppendResult, type EventDraft, type EventStore } from '#event-store';
import type { Seeded } from '../harness/seeded.js';

const NAMESPACE = '5f0f5f5e-0d53-4c7c-8b1d-6a7e2b7c9d10';
const ASSOCIATIONS = ['one', 'two'] as const;
const STREAMS = ['a', 'b', 'c'] as const;
const DOUBLE_DELIVERY = 0.15;
const ATTEMPTS_MAX = 200;

/** One fact that a writer was told of. */
export interface Told {
  readonly association: string;
  readonly ids: readonly string[];
  /** Places, where the writer was told them; after an answer that was lost it only knows that the fact is there. */
  readonly places: readonly { readonly position: string; readonly leafHash: string }[] | null;
  readonly sentAt: number;
  readonly toldAt: number;
}

/** The store that is running now, which may be another one after every await, and its end. */
export interface Reach {
  readonly now: () => number;
  readonly store: () => { readonly store: EventStore; readonly death: Promise<never> };
  /** Waits for a while, so that a store that is down can come back. */
  readonly rest: (label: string) => Promise<void>;
}

/** Writes facts one after the other, each until it knows that it is there once. */
export async function writeFacts(
  name: string,
  count: number,
  random: Seeded,
  reach: Reach,
  told: Told[],
): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const association = random.pick(ASSOCIATIONS);
    const ids = Array.from({ length: 1 + random.below(3) }, (_, index) => v5(`${name} ${number} ${index}`, NAMESPACE));
    const kind = random.pick(['none', 'any', 'exact'] as const);
    const stream = kind === 'none' ? `own-${name}-${number}` : random.pick(STREAMS);
    const sentAt = reach.now();
    const places = await write({ association, stream, ids, kind }, random, reach);
    told.push({ association, ids, places, sentAt, toldAt: reach.now() });
  }
}

interface Fact {
  readonly association: string;
  readonly stream: string;
  readonly ids: readonly string[];
  readonly kind: 'none' | 'any' | 'exact';
}

async function write(fact: Fact, random: Seeded, reach: Reach): Promise<Told['places']> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    try {
      const events = await ask(reach, (store) => store.readStream(fact.association, fact.stream));
      if (events.some(({ envelope }) => envelope.id === fact.ids[0])) return null;
      const last = events.at(-1)?.envelope.revision;
      const expected = fact.kind === 'exact' ? (last ?? 'none') : fact.kind;
      const request = requestOf(fact, expected);
      // The same request delivered twice, at once: at most one of the two is stored.
      const deliveries = random.chance(DOUBLE_DELIVERY) ? 2 : 1;
      const results = await Promise.allSettled(
        Array.from({ length: deliveries }, () => ask(reach, (store) => store.append(request))),
      );
      const stored = results.flatMap((result) => (result.status === 'fulfilled' ? placesOf(result.value) : []));
      if (stored.length > 0) return stored;
    } catch (error) {
      if (!(error instanceof EventStoreError) && (error as { code?: string }).code !== 'ECONNRESET') throw error;
    }
    await reach.rest('tries again');
  }
  throw new Error(`A fact was not written in ${ATTEMPTS_MAX} attempts.`);
}

function ask<Answer>(reach: Reach, question: (store: EventStore) => Promise<Answer>): Promise<Answer> {
  const { store, death } = reach.store();
  return Promise.race([question(store), death]);
}

function placesOf(result: AppendResult): { position: string; leafHash: string }[] {
  if (result.outcome !== 'appended') return [];
  return result.events.map(({ position, leafHash }) => ({
    position,
    leafHash: Buffer.from(leafHash).toString('base64'),
  }));
}

function requestOf({ association, stream, ids }: Fact, expected: AppendRequest['expected']): AppendRequest {
  const draft = (id: string): EventDraft => ({
    id,
    type: 'Noted',
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'system', id: 'simulation' },
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    data: { id },
    keyId: null,
    sealed: null,
  });
  return { association, stream, expected, events: ids.map(draft) };
}
