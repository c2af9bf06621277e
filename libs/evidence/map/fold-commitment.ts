import type { Chain, ProjectionTarget, StoredEvent } from '#event-store';
import { blindedRoot, blindOf, equalBytes, toBase64 } from '#proof';
import { LOG_STREAM, type MapRootCommitted } from '../domain/log-events.js';
import { MAP_COMMITMENTS, MapRows } from './map-rows.js';
import { movedMap, rootAnew, type MovedMap } from './moved-map.js';
import { newestCommitment } from './newest-commitment.js';

export function isCommitment({ envelope }: StoredEvent): boolean {
  return envelope.type === 'MapRootCommitted' && envelope.stream === LOG_STREAM;
}

/** The log says something of its chains that its lines do not say. Its text names no person. */
export class MapDiffersError extends Error {
  override readonly name = 'EvidenceBrokenError';
}

/** Moves the maps to the place of which a commitment speaks, and keeps the commitment; where its roots are others, it throws. */
export async function foldCommitment(event: StoredEvent, secret: Uint8Array, target: ProjectionTarget): Promise<void> {
  const { association } = event.envelope;
  const { through, open, restricted } = event.envelope.data as MapRootCommitted['data'];
  if (!(through < event.position)) throw differs(event, 'it speaks of what comes after it');
  const rows = new MapRows(target.client, association, (name) => target.table(name));
  const newest = await newestCommitment(target.client, association, target.table(MAP_COMMITMENTS));
  const place = { from: Number(newest?.through ?? 0), to: Number(through) };
  const moved = await movedMaps(rows, place);
  const hidden = blindedRoot(blindOf(secret, through), moved.restricted.root);
  if (toBase64(moved.open.root) !== open) throw differs(event, 'the open chains have another root');
  if (!equalBytes(hidden, Buffer.from(restricted, 'base64')))
    throw differs(event, 'the restricted chains have another');
  await rows.writeTiles('open', moved.open.tiles);
  await rows.writeTiles('restricted', moved.restricted.tiles);
  await target.client.query(
    `INSERT INTO ${target.table(MAP_COMMITMENTS)} (association, position, through, open, restricted)
     VALUES ($1, $2, $3, $4, $5)`,
    [association, event.position, through, moved.open.root, hidden],
  );
}

export interface Moving {
  readonly from: number;
  readonly to: number;
}

/** Both maps as of a place of the log, from what they were as of another; nothing is written. */
export async function movedMaps(rows: MapRows, { from, to }: Moving): Promise<Record<Chain, MovedMap>> {
  if (to < from) {
    // A second keeper that came late: what it says is looked at, and the maps stay where they are.
    const [open, restricted] = [await rootAnew(rows, 'open', to), await rootAnew(rows, 'restricted', to)];
    return { open: { root: open, tiles: [] }, restricted: { root: restricted, tiles: [] } };
  }
  const grown = await rows.grown(from, to);
  const of = (chain: Chain) => {
    const keys = grown.filter((one) => one.chain === chain).map(({ key }) => key);
    return movedMap(rows, chain, { keys, before: to });
  };
  return { open: await of('open'), restricted: await of('restricted') };
}

function differs({ position, envelope: { association } }: StoredEvent, how: string): MapDiffersError {
  return new MapDiffersError(
    `The roots of the map that are committed at position ${position} of ${association} are not those of its lines: ${how}. ` +
      `Evidence is broken; nothing is folded on top of it.`,
  );
}
