import type { Position } from '#event-store';
import { parseVerifierKey, type VerifierKey } from '#proof';
import type { LogKeyEvent } from './log-events.js';

/** A key of a log, from its announcement on. */
export interface LogKey {
  readonly version: number;
  /** `name+hash+base64`. */
  readonly text: string;
  readonly key: VerifierKey;
  readonly announced: LogKeyNote;
  /** Null while it signs. */
  readonly retired: LogKeyNote | null;
}

/** The event that says it: where it stands, and its stored bytes. */
export interface LogKeyNote {
  readonly position: Position;
  readonly at: string;
  readonly bytes: Uint8Array;
}

export interface NotedLogKeyEvent {
  readonly event: LogKeyEvent;
  readonly note: LogKeyNote;
}

/** The keys of a log by what it says of them, oldest first; its origin is that of the first. */
export interface LogKeyHistory {
  /** Null before the first key is announced. */
  readonly origin: string | null;
  readonly keys: readonly LogKey[];
}

export function logKeyHistoryOf(events: readonly NotedLogKeyEvent[]): LogKeyHistory {
  const keys = new Map<number, LogKey>();
  let origin: string | null = null;
  for (const { event, note } of events) {
    if (event.type === 'LogKeyAnnounced') {
      const { version, key: text } = event.data;
      origin ??= event.data.origin;
      keys.set(version, { version, text, key: parseVerifierKey(text), announced: note, retired: null });
    } else {
      const known = keys.get(event.data.version);
      if (known) keys.set(known.version, { ...known, retired: note });
    }
  }
  return { origin, keys: [...keys.values()] };
}

/** Those that sign now, oldest first: two between the announcement of one and the retirement of the one before. */
export function signingKeys({ keys }: LogKeyHistory): readonly LogKey[] {
  return keys.filter(({ retired }) => retired === null);
}
