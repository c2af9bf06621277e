import type { Pool } from 'pg';
import type { EventStore, Leases } from '#event-store';
import type { Clock } from '#platform';
import type { LogKeys } from '../signing/log-keys.js';
import type { LogSigner } from '../signing/log-signer.js';
import { TreeReader } from '../tree/tree-reader.js';
import type { KeptCheckpoints } from './kept-checkpoints.port.js';
import { Keeper } from './keeper.js';
import type { KeeperParts } from './keeper-round.js';
import { MapCommitments } from './map-commitments.js';
import type { MapRoots } from './map-roots.port.js';
import { Publisher } from './publisher.js';
import { SignedRows } from './signed-rows.js';
import type { SigningGate } from './signing-gate.port.js';

export interface KeeperGround {
  /** Connections that may write checkpoints, of all associations. */
  readonly pool: Pool;
  readonly store: EventStore;
  readonly keys: LogKeys;
  readonly signer: LogSigner;
  readonly kept: KeptCheckpoints;
  readonly roots: MapRoots;
  readonly gate: SigningGate;
  readonly clock: Clock;
}

export function makeKeeper(leases: Leases, ground: KeeperGround): Keeper {
  return new Keeper(leases, keeperParts(ground));
}

export function keeperParts({
  pool,
  store,
  keys,
  signer,
  kept,
  roots,
  gate,
  clock,
}: KeeperGround): Omit<KeeperParts, 'failed'> {
  const tree = new TreeReader(pool);
  const publisher = new Publisher({ store, tree, rows: new SignedRows(pool), kept, signer, clock });
  return { store, keys, commitments: new MapCommitments(store, roots), publisher, tree, gate, clock };
}
