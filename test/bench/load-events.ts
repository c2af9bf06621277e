import { randomUUID } from 'node:crypto';
import { PostgresEventStore, type AppendRequest, type EventDraft, type StoredEvent } from '#event-store';
import { createPool } from '#platform';

const EVENTS_PER_APPEND = 1;
const IN_FLIGHT = 1_000;
const READ_AT_ONCE = 1_000;

/** Fills a log with transfers of one line each, shaped as one that was posted: its bytes, under new names. */
export async function loadTransfers(
  databaseUrl: string,
  { association, members, count }: { association: string; members: readonly string[]; count: number },
): Promise<void> {
  const pool = createPool(databaseUrl);
  try {
    const store = new PostgresEventStore(pool);
    const model = await lastTransfer(store, association);
    let left = count;
    while (left > 0) {
      const requests = Array.from({ length: Math.min(left, IN_FLIGHT) }, () => copyOf(model, members));
      const results = await Promise.all(requests.map((request) => store.append(request)));
      const refused = results.find(({ outcome }) => outcome !== 'appended');
      if (refused) throw new Error(`Loading events: an append was answered ${refused.outcome}.`);
      left -= requests.length * EVENTS_PER_APPEND;
    }
    await store.close();
  } finally {
    await pool.end();
  }
}

async function lastTransfer(store: PostgresEventStore, association: string): Promise<StoredEvent> {
  let found: StoredEvent | undefined;
  let after: string | null = null;
  for (;;) {
    const events: StoredEvent[] = await store.readLog(association, after, READ_AT_ONCE);
    found = events.findLast(({ envelope }) => envelope.type === 'TransferRecorded') ?? found;
    after = events.at(-1)?.position ?? after;
    if (events.length < READ_AT_ONCE) break;
  }
  if (!found) throw new Error('There is no transfer of one member to load more like it.');
  return found;
}

// The sealed part stays as it is: projections keep it closed, and its length is what matters here.
function copyOf({ envelope }: StoredEvent, members: readonly string[]): AppendRequest {
  const subject = members[Math.floor(Math.random() * members.length)]!;
  const { association, stream: _stream, revision: _revision, recordedAt: _at, salt: _salt, ...shared } = envelope;
  const event: EventDraft = { ...shared, id: randomUUID(), subject };
  return { association, stream: `transfer-${randomUUID()}`, expected: 'none', events: [event] };
}
