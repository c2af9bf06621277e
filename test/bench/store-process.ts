import { randomUUID } from 'node:crypto';
import { PostgresEventStore, type AppendRequest, type EventDraft } from '#event-store';
import { createPool } from '#platform';
import { leafHash } from '#proof';
import { answerParent } from './answer-parent.js';
import { LINE_BYTES, singleInserts, unnestInserts } from './raw-inserts.js';
import { median, percentile } from './statistics.js';

const SINGLES_IN_FLIGHT = 16;
const EVENTS_PER_BATCH = 500;
/** Batches on their way at once: one commits while the next is made ready. */
const BATCHES_IN_FLIGHT = 4;
/** Stored bytes may miss the size that the goals count by so much. */
const BYTES_TOLERANCE = 30;
/** Hashes of one round: enough for the clock to tell them apart. */
const HASHES = 100_000;
/** Text that brings a stored event to the size of a line. */
const FILLER_LENGTH = 59;

export interface StoreQuestion {
  readonly databaseUrl: string;
  readonly rounds: number;
  /** Events of one round of single appends, and of one round of each kind of batch. */
  readonly singles: number;
  readonly batched: number;
}

/** Medians of the rounds, per second. */
export interface StoreReport {
  readonly singles: number;
  readonly singlesP99Milliseconds: number;
  readonly singlesBaseline: number;
  /** Requests of 500 events. */
  readonly batches: number;
  /** 500 requests of one event that arrive together. */
  readonly gathered: number;
  readonly batchesBaseline: number;
  /** Leaf hashes of such events, made alone. */
  readonly leafHashes: number;
}

answerParent<StoreQuestion, StoreReport>(measureStore);

async function measureStore({ databaseUrl, rounds, singles, batched }: StoreQuestion): Promise<StoreReport> {
  const pool = createPool(databaseUrl);
  const store = new PostgresEventStore(pool);
  const taken: { single: Timed; batch: Timed; gather: Timed; rawSingle: number; rawBatch: number; hashes: number }[] =
    [];
  try {
    // The first round warms up and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const measured = {
        rawSingle: await singleInserts(databaseUrl, singles),
        single: await appends(store, requests(singles, 1), SINGLES_IN_FLIGHT),
        rawBatch: await unnestInserts(databaseUrl, batched),
        batch: await appends(store, requests(batched / EVENTS_PER_BATCH, EVENTS_PER_BATCH), BATCHES_IN_FLIGHT),
        gather: await appends(store, requests(batched, 1), BATCHES_IN_FLIGHT * EVENTS_PER_BATCH),
        hashes: leafHashes(await storedBytes(pool)),
      };
      if (round > 0) taken.push(measured);
    }
    await requireLines(pool);
  } finally {
    await store.close();
    await pool.end();
  }
  return {
    singles: median(taken.map(({ single }) => single.perSecond)),
    singlesP99Milliseconds: median(taken.map(({ single }) => percentile(single.latencies, 0.99))),
    singlesBaseline: median(taken.map(({ rawSingle }) => rawSingle)),
    batches: median(taken.map(({ batch }) => batch.perSecond)),
    gathered: median(taken.map(({ gather }) => gather.perSecond)),
    batchesBaseline: median(taken.map(({ rawBatch }) => rawBatch)),
    leafHashes: median(taken.map(({ hashes }) => hashes)),
  };
}

interface Timed {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}

/** Appends everything with so many requests in flight; anything but an append ends the run. */
async function appends(store: PostgresEventStore, all: readonly AppendRequest[], inFlight: number): Promise<Timed> {
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const work = async () => {
    while (next < all.length) {
      const request = all[next++]!;
      const sentAt = performance.now();
      const { outcome } = await store.append(request);
      if (outcome !== 'appended') throw new Error(`An append was answered ${outcome}.`);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, all.length) }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  const events = all.reduce((sum, request) => sum + request.events.length, 0);
  await requireHead(store, all[0]!.association, events);
  return { perSecond: events / seconds, latencies };
}

// What was acknowledged must be there, or the figure is of something else.
async function requireHead(store: PostgresEventStore, association: string, events: number): Promise<void> {
  const head = Number(await store.head(association));
  if (head !== events) throw new Error(`${events} events were acknowledged, but the log ends at ${head}.`);
}

/** Requests to streams of their own in one log, made before the clock runs. */
function requests(count: number, events: number): AppendRequest[] {
  const association = `bench-${randomUUID()}`;
  return Array.from({ length: count }, () => ({
    association,
    stream: `transfer-${randomUUID()}`,
    expected: 'none' as const,
    events: Array.from({ length: events }, aDraft),
  }));
}

function aDraft(): EventDraft {
  return {
    id: randomUUID(),
    type: 'TransferRecorded',
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'integrator', id: 'bench' },
    causation: null,
    subject: randomUUID(),
    ruleset: 'jp-appi-2022-04',
    knowledgeAt: null,
    data: { text: 'x'.repeat(FILLER_LENGTH) },
    keyId: null,
    sealed: null,
  };
}

/** Per second. */
function leafHashes(entries: readonly Uint8Array[]): number {
  const startedAt = performance.now();
  for (let index = 0; index < HASHES; index += 1) leafHash(entries[index % entries.length]!);
  return HASHES / ((performance.now() - startedAt) / 1_000);
}

async function storedBytes(pool: ReturnType<typeof createPool>): Promise<Uint8Array[]> {
  const { rows } = await pool.query<{ envelope: Uint8Array }>(`SELECT envelope FROM event_store.event LIMIT 1000`);
  return rows.map(({ envelope }) => envelope);
}

async function requireLines(pool: ReturnType<typeof createPool>): Promise<void> {
  const { rows } = await pool.query<{ bytes: string }>(
    `SELECT avg(octet_length(envelope)) AS bytes FROM event_store.event`,
  );
  const bytes = Number(rows[0]!.bytes);
  if (Math.abs(bytes - LINE_BYTES) > BYTES_TOLERANCE)
    throw new Error(`Events of ${LINE_BYTES} bytes are to be measured, but those stored have ${bytes.toFixed(0)}.`);
}
