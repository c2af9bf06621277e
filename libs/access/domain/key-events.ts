/** The association's key has a new version: what is wrapped from now on is wrapped by it. */
export interface KeyRotated {
  readonly type: 'KeyRotated';
  readonly data: { readonly version: number };
  readonly sealed: null;
}

/** Versions up to this one are gone for good: backups of the database from before cannot be opened any more. */
export interface KeyRetired {
  readonly type: 'KeyRetired';
  readonly data: { readonly through: number };
  readonly sealed: null;
}

export type KeyEvent = KeyRotated | KeyRetired;

/** What becomes of the keys of an association. */
export const KEYS_STREAM = 'keys';

export interface NotedKeyEvent {
  readonly event: Pick<KeyEvent, 'type' | 'data'>;
  readonly at: string;
}

/** What the log tells of an association's keys. */
export interface KeyHistory {
  /** When a version was made; null of the first one, which is as old as the association's keys. */
  madeAt(version: number): string | null;
  /** When every version up to this one was gone; null where one is still there. */
  retiredAt(version: number): string | null;
}

export function keyHistoryOf(events: readonly NotedKeyEvent[]): KeyHistory {
  const made = new Map<number, string>();
  const retired: { readonly through: number; readonly at: string }[] = [];
  for (const { event, at } of events) {
    if (event.type === 'KeyRotated') made.set((event.data as KeyRotated['data']).version, at);
    else retired.push({ ...(event.data as KeyRetired['data']), at });
  }
  return {
    madeAt: (version) => made.get(version) ?? null,
    retiredAt: (version) => retired.find(({ through }) => through >= version)?.at ?? null,
  };
}
