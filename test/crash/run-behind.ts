import { randomUUID } from 'node:crypto';
import type { EventDraft, EventStore, StoredEvent } from '#event-store';

const IN_FLIGHT = 1_000;

/**
 * Lets a log grow by so many transfers of one member, as the ledger writes them: each is a recorded one over again,
 * under a name of its own. The position of the last.
 */
export async function growLog(store: EventStore, association: string, count: number): Promise<string> {
  const model = await firstRecorded(store, association);
  let last = '';
  for (let done = 0; done < count; done += IN_FLIGHT) {
    const requests = Array.from({ length: Math.min(IN_FLIGHT, count - done) }, () => ({
      association,
      stream: `transfer-${randomUUID()}`,
      expected: 'none' as const,
      events: [copyOf(model)],
    }));
    for (const result of await Promise.all(requests.map((request) => store.append(request)))) {
      if (result.outcome !== 'appended') throw new Error(`The log did not grow: ${result.outcome}.`);
      const { position } = result.events[0]!;
      if (position > last) last = position;
    }
  }
  return last;
}

async function firstRecorded(store: EventStore, association: string): Promise<StoredEvent> {
  const log = await store.readLog(association, null, 1_000);
  const found = log.find(({ envelope }) => envelope.type === 'TransferRecorded');
  if (!found) throw new Error(`No transfer of one member is recorded with ${association}.`);
  return found;
}

// Without the sealed part, which only the event opens whose it is: rows are made of what is clear.
function copyOf({ envelope }: StoredEvent): EventDraft {
  const { type, schemaVersion, occurredAt, actor, causation, subject, ruleset, knowledgeAt, data } = envelope;
  const shared = { type, schemaVersion, occurredAt, actor, causation, subject, ruleset, knowledgeAt, data };
  return { id: randomUUID(), ...shared, keyId: null, sealed: null };
}
