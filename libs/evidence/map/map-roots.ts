import { Inject, Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { Pool } from 'pg';
import { toPosition, type Position } from '#event-store';
import { inSnapshotOf } from '#platform';
import { blindedRoot, blindOf } from '#proof';
import { CHAINS_PROJECTION } from '../chains/chains.projection.js';
import type { MapRoots, MapState } from '../checkpoints/map-roots.port.js';
import { movedMaps } from './fold-commitment.js';
import { MapRows, MAP_COMMITMENTS } from './map-rows.js';
import { MapSecrets } from './map-secrets.js';
import { newestCommitment } from './newest-commitment.js';

/** What the maps come to as far as the chains were folded: what the next commitment has to say. */
@Injectable()
export class KeptMapRoots implements MapRoots {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(MapSecrets) private readonly secrets: MapSecrets,
  ) {}

  async now(association: string): Promise<MapState | null> {
    const secret = await this.secrets.secret(association);
    return inSnapshotOf(this.pool, association, async (client) => {
      const through = await placeOf(client, association);
      if (through === null) return null;
      const newest = await newestCommitment(client, association);
      const place = { from: Number(newest?.through ?? 0), to: Number(through) };
      const { open, restricted } = await movedMaps(new MapRows(client, association), place);
      const hidden = blindedRoot(blindOf(secret, through), restricted.root);
      return { through, open: open.root, restricted: hidden, committed: await lastCommitment(client, association) };
    });
  }
}

async function placeOf(client: ClientBase, association: string): Promise<Position | null> {
  const { rows } = await client.query<{ position: string }>(
    `SELECT position FROM projection.checkpoint WHERE projection = $1 AND association = $2 AND side = 'live'`,
    [CHAINS_PROJECTION, association],
  );
  return rows[0] && Number(rows[0].position) > 0 ? toPosition(rows[0].position) : null;
}

async function lastCommitment(client: ClientBase, association: string): Promise<MapState['committed']> {
  const { rows } = await client.query<{ position: string; through: string }>(
    `SELECT position, through FROM ${MAP_COMMITMENTS} WHERE association = $1 ORDER BY position DESC LIMIT 1`,
    [association],
  );
  return rows[0] ? { position: toPosition(rows[0].position), through: toPosition(rows[0].through) } : null;
}
