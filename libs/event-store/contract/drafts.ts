import { randomUUID } from 'node:crypto';
import type { AppendRequest, AppendResult, EventDraft, EventStore } from '../port/event-store.port.js';

/** An event of the suites; what a case is about is given, the rest does not matter. */
export function aDraft(given: Partial<EventDraft> = {}): EventDraft {
  return {
    id: randomUUID(),
    type: 'Noted',
    schemaVersion: 1,
    occurredAt: null,
    actor: { role: 'officer', id: 'a1' },
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    data: { code: 'x' },
    keyId: null,
    sealed: null,
    ...given,
  };
}

export function drafts(count: number): EventDraft[] {
  return Array.from({ length: count }, () => aDraft());
}

/** An append of one event to any stream; an association of its own keeps each case apart from the others. */
export function anAppend(given: Partial<AppendRequest> = {}): AppendRequest {
  return { association: randomUUID(), stream: 'note-1', expected: 'any', events: [aDraft()], ...given };
}

/** Appends what the case needs to stand on; an outcome other than `appended` ends the case. */
export async function appended(
  store: EventStore,
  given: Partial<AppendRequest>,
): Promise<AppendResult & { outcome: 'appended' }> {
  const result = await store.append(anAppend(given));
  if (result.outcome !== 'appended')
    throw new Error(`The append that the case stands on was answered ${result.outcome}.`);
  return result;
}

/** The positions of a log from its start. */
export function positionsUpTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(16, '0'));
}

/** Every position of a log, read as a projector would. */
export async function positionsOf(store: EventStore, association: string): Promise<string[]> {
  return (await store.readLog(association, null, 100_000)).map((event) => event.position);
}
