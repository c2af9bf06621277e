import type { EventStore } from '#event-store';
import { LOG_KEYS_STREAM, type LogKeyEvent } from '../domain/log-events.js';
import { logKeyHistoryOf, type LogKeyHistory, type NotedLogKeyEvent } from '../domain/log-key-history.js';

/** Rotations of a thousand years. */
const EVENTS_MAX = 10_000;

/** The keys of a log by its own words, for whoever signs nothing. */
export async function readLogKeys(store: Pick<EventStore, 'readStream'>, association: string): Promise<LogKeyHistory> {
  const stored = await store.readStream(association, LOG_KEYS_STREAM, { limit: EVENTS_MAX });
  return logKeyHistoryOf(
    stored.map(({ position, bytes, envelope }): NotedLogKeyEvent => {
      const { type, data, recordedAt } = envelope;
      return { event: { type, data } as LogKeyEvent, note: { position, bytes, at: recordedAt } };
    }),
  );
}
