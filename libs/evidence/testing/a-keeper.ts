import type { Pool } from 'pg';
import { leafIndexOf, type EventStore } from '#event-store';
import type { Clock } from '#platform';
import { merkleRoot } from '#proof';
import { KeeperRound } from '../checkpoints/keeper-round.js';
import type { KeptCheckpoints } from '../checkpoints/kept-checkpoints.port.js';
import { keeperParts } from '../checkpoints/make-keeper.js';
import type { MapRoots, MapState } from '../checkpoints/map-roots.port.js';
import type { SigningGate } from '../checkpoints/signing-gate.port.js';
import { LogKeys } from '../signing/log-keys.js';
import { LogSigner } from '../signing/log-signer.js';
import { TreeReader } from '../tree/tree-reader.js';
import type { SigningKeys } from './signing-keys.js';

export interface KeeperSurroundings {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly provider: SigningKeys;
  readonly kept: KeptCheckpoints;
  readonly roots: MapRoots;
  readonly clock: Clock;
  readonly gate?: SigningGate;
  readonly prefix?: string;
}

/** A keeper that was just started, for suites; what fails for a log is thrown. */
export function aKeeper(surroundings: KeeperSurroundings) {
  const { pool, store, provider, gate = { isOpen: () => true }, prefix = 'kiroku.test/log' } = surroundings;
  const keys = new LogKeys(pool, store, provider.asProvider(), prefix);
  const signer = new LogSigner(provider.asProvider(), keys);
  const parts = keeperParts({ ...surroundings, gate, keys, signer });
  const errors: unknown[] = [];
  const round = new KeeperRound({ ...parts, failed: (_, error) => errors.push(error) });
  const run = async (association: string) => {
    errors.length = 0;
    await round.run((one) => one === association);
    if (errors.length > 0) throw errors[0];
  };
  return { run, keys, signer, isSettled: (association: string) => parts.commitments.isSettled(association) };
}

/** Stands for the map: as far as the tree, with a root that is made of the place alone. */
export class MapOfPlaces implements MapRoots {
  constructor(
    private readonly pool: Pool,
    private readonly store: EventStore,
  ) {}

  async now(association: string): Promise<MapState | null> {
    const head = await new TreeReader(this.pool).head(association);
    if (!head) return null;
    const log = (await this.store.readLog(association, null, 100_000)).slice(0, head.size);
    const last = log.findLast(({ envelope }) => envelope.type === 'MapRootCommitted');
    const { through } = (last?.envelope.data ?? {}) as { through?: string };
    const root = (what: string) => merkleRoot([Buffer.from(`${what} ${head.size}`)]);
    return {
      through: log.at(-1)!.position,
      open: root('open'),
      restricted: root('restricted'),
      committed: last ? { position: last.position, through: through! } : null,
    };
  }
}

/** How often each place was committed, and in which order. */
export async function commitmentsOf(store: EventStore, association: string): Promise<number[]> {
  const log = await store.readLog(association, null, 100_000);
  return log
    .filter(({ envelope }) => envelope.type === 'MapRootCommitted')
    .map(({ envelope }) => leafIndexOf((envelope.data as { through: string }).through) + 1);
}
