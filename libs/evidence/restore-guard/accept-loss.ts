import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { toPosition, type EventStore } from '#event-store';
import { EMPTY_FRONTIER, grow, rootOf, toBase64, type TreeHead } from '#proof';
import type { FileKeptCheckpoints } from '../checkpoints/file-kept-checkpoints.js';
import { LOG_LOSSES_STREAM, lossEventTypes, type LogLossAccepted } from '../domain/loss-events.js';
import type { LogProver } from './prove-log.js';

/** Nobody's account: whoever may use the database of the ledger as its owner. */
const OPERATOR = { role: 'operator', id: 'log' } as const;
const EVENTS_AT_ONCE = 1_000;

export interface LossParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly prover: LogProver;
  readonly kept: FileKeptCheckpoints;
}

/** What was lost, and where its checkpoints lie now. */
export interface AcceptedLoss {
  readonly kept: string;
  readonly found: TreeHead;
  readonly aside: string;
}

/**
 * Lets a log go on as it was found although it does not continue its last kept checkpoint. The log itself says so from
 * now on, with that checkpoint; checkpoints that do not fit are laid aside, in the database and beside the kept ones.
 * Null where the log does continue it. To be done by the database's owner: no service may do so.
 */
export async function acceptLoss(
  association: string,
  because: string,
  { pool, store, prover, kept }: LossParts,
): Promise<AcceptedLoss | null> {
  const note = await kept.last(association);
  if (note === null || (await prover.prove(association, note)) === 'continues') return null;
  const found = await headOf(association, store);
  const aside = await kept.layAside(association, { because, found: { size: found.size, root: toBase64(found.root) } });
  await appendLoss(association, store, { kept: note, size: found.size, root: toBase64(found.root) });
  const fitting = await forgetOthers(association, pool, prover);
  await kept.replace(association, fitting);
  return { kept: note, found, aside };
}

async function headOf(association: string, store: EventStore): Promise<TreeHead> {
  let frontier = EMPTY_FRONTIER;
  for (;;) {
    const after = frontier.size === 0 ? null : toPosition(frontier.size);
    const events = await store.readLog(association, after, EVENTS_AT_ONCE);
    if (events.length === 0) return { size: frontier.size, root: rootOf(frontier) };
    frontier = grow(
      frontier,
      events.map(({ leafHash }) => leafHash),
    );
  }
}

async function appendLoss(association: string, store: EventStore, data: LogLossAccepted['data']): Promise<void> {
  const result = await store.append({
    association,
    stream: LOG_LOSSES_STREAM,
    expected: 'any',
    events: [
      {
        id: randomUUID(),
        type: 'LogLossAccepted',
        schemaVersion: lossEventTypes.LogLossAccepted.version,
        actor: OPERATOR,
        occurredAt: null,
        causation: null,
        subject: null,
        ruleset: null,
        knowledgeAt: null,
        data,
        keyId: null,
        sealed: null,
      },
    ],
  });
  if (result.outcome !== 'appended') throw new Error(`The loss was not written: ${result.outcome}.`);
}

/** Takes away what was signed of other data, newest first; the note that fits is answered. */
async function forgetOthers(association: string, pool: Pool, prover: LogProver): Promise<string | null> {
  for (;;) {
    const { rows } = await pool.query<{ size: string; note: string }>(
      `SELECT size, note FROM evidence.checkpoint WHERE association = $1 ORDER BY size DESC LIMIT 1`,
      [association],
    );
    if (!rows[0]) return null;
    if ((await prover.prove(association, rows[0].note)) === 'continues') return rows[0].note;
    await pool.query(
      `WITH gone AS (DELETE FROM evidence.checkpoint WHERE association = $1 AND size = $2 RETURNING *),
         stamp AS (DELETE FROM evidence.checkpoint_timestamp WHERE association = $1 AND size = $2 RETURNING reply),
         word AS (DELETE FROM evidence.cosignature WHERE association = $1 AND size = $2 RETURNING line)
       INSERT INTO evidence.lost_checkpoint (association, size, note, reply)
       SELECT association, size, note || coalesce((SELECT string_agg(line, '') FROM word), ''), (SELECT reply FROM stamp)
       FROM gone`,
      [association, rows[0].size],
    );
  }
}
