import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '#event-store';

/** An event store in memory in which an association is registered: it has a log. */
export async function aLog(association: string): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  const nothing = { occurredAt: null, causation: null, subject: null, ruleset: null, knowledgeAt: null };
  const actor = { role: 'operator', id: 'a' };
  const first = { id: randomUUID(), type: 'X', schemaVersion: 1, actor, data: {}, keyId: null, sealed: null };
  await store.append({ association, stream: 'association', expected: 'none', events: [{ ...first, ...nothing }] });
  return store;
}
