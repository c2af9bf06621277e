import { randomUUID } from 'node:crypto';
import { PostgresEventStore, type AppendRequest, type EventDraft, type StoredEvent } from '#event-store';
import { createPool } from '#platform';

const IN_FLIGHT = 1_000;
const READ_AT_ONCE = 1_000;

/** What is loaded: events like the last one of its type, each in a stream of its own and about one subject. */
export interface LoadOfEvents {
  readonly association: string;
  readonly type: string;
  readonly subjects: readonly string[];
  readonly streamOf: (subject: string) => string;
}

/** Fills a log through the store with events shaped as one that the product wrote: its bytes, under new names. */
export async function loadEvents(databaseUrl: string, load: LoadOfEvents): Promise<void> {
  const pool = createPool(databaseUrl);
  try {
    const store = new PostgresEventStore(pool);
    const model = await lastOf(store, load);
    for (let from = 0; from < load.subjects.length; from += IN_FLIGHT) {
      const requests = load.subjects.slice(from, from + IN_FLIGHT).map((subject) => copyOf(model, subject, load));
      const results = await Promise.all(requests.map((request) => store.append(request)));
      const refused = results.find(({ outcome }) => outcome !== 'appended');
      if (refused) throw new Error(`Loading events: an append was answered ${refused.outcome}.`);
    }
    await store.close();
  } finally {
    await pool.end();
  }
}

/** The newest event of a type. */
export async function lastOf(
  store: PostgresEventStore,
  { association, type }: Pick<LoadOfEvents, 'association' | 'type'>,
): Promise<StoredEvent> {
  let found: StoredEvent | undefined;
  let after: string | null = null;
  for (;;) {
    const events: StoredEvent[] = await store.readLog(association, after, READ_AT_ONCE);
    found = events.findLast(({ envelope }) => envelope.type === type) ?? found;
    after = events.at(-1)?.position ?? after;
    if (events.length < READ_AT_ONCE) break;
  }
  if (!found) throw new Error(`There is no ${type} to load more like it.`);
  return found;
}

// A sealed part stays as it is: projections keep it closed, and its length is what matters here.
function copyOf({ envelope }: StoredEvent, subject: string, { streamOf }: LoadOfEvents): AppendRequest {
  const { association, stream: _stream, revision: _revision, recordedAt: _at, salt: _salt, ...shared } = envelope;
  const event: EventDraft = { ...shared, id: randomUUID(), subject };
  return { association, stream: streamOf(subject), expected: 'none', events: [event] };
}
