import { randomUUID } from 'node:crypto';
import { DataKeys } from '#access';
import { PostgresEventStore, type EventDraft } from '#event-store';
import { createPool } from '#platform';
import { FileKeyProvider } from '../../libs/access/keys/file-key-provider.js';
import { lastOf } from './load-events.js';
import type { Stage } from './stage.js';

const IN_FLIGHT = 1_000;

/** Fills a log with transfers of one line like the last one, each sealed anew, so that what reads them can open them. */
export async function loadSealedEvents(stage: Stage, count: number): Promise<void> {
  const { association, databaseUrl, keyDirectory, members } = stage;
  const pool = createPool(databaseUrl);
  try {
    const store = new PostgresEventStore(pool);
    const keys = new DataKeys(pool, new FileKeyProvider(keyDirectory));
    const { envelope } = await lastOf(store, { association, type: 'TransferRecorded' });
    const { association: _a, stream: _s, revision: _r, recordedAt: _at, salt: _salt, ...shared } = envelope;
    const part = { association, eventId: envelope.id, keyId: envelope.keyId!, sealed: envelope.sealed! };
    const [said] = await keys.open([part]);
    const ofMembers = await keys.obtain(association, members, '2026');
    const draft = (index: number): EventDraft => {
      const [id, subject] = [randomUUID(), members[index % members.length]!];
      const key = ofMembers.get(subject)!;
      return { ...shared, id, subject, keyId: key.keyId, sealed: keys.seal(association, key, id, said) };
    };
    for (let from = 0; from < count; from += IN_FLIGHT) {
      const results = await Promise.all(
        Array.from({ length: Math.min(IN_FLIGHT, count - from) }, (_, at) => {
          const events = [draft(from + at)];
          return store.append({ association, stream: `transfer-${randomUUID()}`, expected: 'none', events });
        }),
      );
      const refused = results.find(({ outcome }) => outcome !== 'appended');
      if (refused) throw new Error(`Loading events: an append was answered ${refused.outcome}.`);
    }
    await store.close();
  } finally {
    await pool.end();
  }
}
