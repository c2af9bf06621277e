import { Inject, Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { copyRows } from '#platform';
import { foldCommitment, isCommitment } from '../map/fold-commitment.js';
import { LINKS, MAP_COMMITMENTS, MAP_TILES } from '../map/map-rows.js';
import { MapSecrets } from '../map/map-secrets.js';
import { LINK_COLUMNS, linksOf } from './chain-links.js';

export const CHAINS_PROJECTION = 'chains';

/**
 * Keeps the chain of lines of each member, and the maps over the heads of all chains as the log last committed to them.
 * What a commitment says is computed again from the links: where it differs, evidence is broken and the projection stops.
 */
@Injectable()
export class ChainsProjection implements Projection {
  readonly name = CHAINS_PROJECTION;
  readonly version = 1;
  readonly tables = [LINKS, MAP_TILES, MAP_COMMITMENTS];

  constructor(@Inject(MapSecrets) private readonly secrets: MapSecrets) {}

  concerns(event: StoredEvent): boolean {
    return event.envelope.chain !== undefined || isCommitment(event);
  }

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    const [first] = events;
    if (!first) return;
    const { association } = first.envelope;
    const { client, table } = target;
    const links = await linksOf(events, await this.secrets.keyOf(association), { client, table: table(LINKS) });
    // A position comes once, so a link is never there already.
    await copyRows(client, table(LINKS), LINK_COLUMNS, links);
    for (const event of events) {
      if (isCommitment(event)) await foldCommitment(event, await this.secrets.secret(association), target);
    }
  }
}
