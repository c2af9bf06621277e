import type { Position } from '#event-store';

/** The map over the chains of a log, as of one place. */
export interface MapState {
  /** Position up to which the chains were folded. */
  readonly through: Position;
  readonly open: Uint8Array;
  readonly restricted: Uint8Array;
  /** The newest commitment among what was folded. */
  readonly committed: { readonly position: Position; readonly through: Position } | null;
}

/** What the map says of itself, all of one moment; null where there is none yet. */
export interface MapRoots {
  now(association: string): Promise<MapState | null>;
}

export const MAP_ROOTS = Symbol('MapRoots');

/** Before there is a map: checkpoints cover events, and no roots of chains. */
export class NoMap implements MapRoots {
  now(): Promise<null> {
    return Promise.resolve(null);
  }
}
