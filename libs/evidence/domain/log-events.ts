import type { EventType } from '#event-store';

/** From here on a key signs for the log. `origin` is the same in all of them, for ever. */
export interface LogKeyAnnounced {
  readonly type: 'LogKeyAnnounced';
  readonly data: {
    readonly origin: string;
    /** From 1, without holes. */
    readonly version: number;
    /** `name+hash+base64`, as C2SP writes verifier keys; its name is the origin. */
    readonly key: string;
  };
}

/** From here on a key signs nothing more. What it signed stays good. */
export interface LogKeyRetired {
  readonly type: 'LogKeyRetired';
  readonly data: { readonly version: number };
}

/** What the map over the chains of all members was, as of a place of the log: two hashes. */
export interface MapRootCommitted {
  readonly type: 'MapRootCommitted';
  readonly data: {
    /** Position up to which lines are in the map. */
    readonly through: string;
    /** Root over the open chains, base64. */
    readonly open: string;
    /** Root over the restricted ones, base64. */
    readonly restricted: string;
  };
}

export type LogKeyEvent = LogKeyAnnounced | LogKeyRetired;

export const evidenceEventTypes = {
  LogKeyAnnounced: { version: 1 },
  LogKeyRetired: { version: 1 },
  MapRootCommitted: { version: 1 },
} as const satisfies Record<LogKeyEvent['type'] | MapRootCommitted['type'], EventType>;

/** What becomes of the keys that sign a log; apart from its map roots, so that it stays short. */
export const LOG_KEYS_STREAM = 'log-keys';
/** The roots of the map. */
export const LOG_STREAM = 'log';
