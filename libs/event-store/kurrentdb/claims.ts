import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { KurrentDbLog } from './kurrentdb-log.js';
import type { StreamNames } from './stream-names.js';

/** Far beyond the time in which an append can still arrive, so that an expired claim is of one that died. */
const CLAIM_SECONDS = 60;
const LOOK_EVERY_MILLISECONDS = 10;

export interface Claim {
  readonly owner: string;
  readonly association: string;
  readonly ids: readonly string[];
}

interface Place {
  readonly association: string;
  readonly stream: string;
  readonly revision: number;
}

/**
 * Who is writing which id. KurrentDB knows the ids of one stream only; the ledger takes an id once for a whole log.
 * A claim stands from before its append until the event is numbered, or until the append has surely failed.
 */
export class Claims {
  constructor(
    private readonly pool: Pool,
    private readonly log: KurrentDbLog,
  ) {}

  /** The claim; or that an id is in the log already. Waits for others who write one of them; null after the limit. */
  async take(
    ids: readonly string[],
    place: Place,
    names: StreamNames,
    deadline: number,
  ): Promise<Claim | 'duplicate' | null> {
    const claim = { owner: randomUUID(), association: place.association, ids };
    for (;;) {
      const taken = await this.#insert(claim, place);
      // Asked after the claims stand: an event that was numbered meanwhile is seen, and no other can come.
      const known = await this.#anyKnown(claim);
      if (taken === ids.length && !known) return claim;
      if (taken > 0) await this.release(claim);
      if (known) return 'duplicate';
      await this.#dropDead(claim, names);
      if (Date.now() >= deadline) return null;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
    }
  }

  /** Says where the events will be, once that changed. */
  async move({ owner, association, ids }: Claim, revision: number): Promise<void> {
    await this.pool.query(
      `UPDATE event_store.kurrentdb_claim AS claim SET revision = placed.revision
       FROM unnest($2::uuid[], $3::integer[]) AS placed(id, revision)
       WHERE claim.association = $1 AND claim.id = placed.id AND claim.owner = $4`,
      [association, ids, ids.map((_, index) => revision + index), owner],
    );
  }

  /** Only where nothing of it was written and nothing of it will be. */
  async release({ owner, association, ids }: Claim): Promise<void> {
    await this.pool.query(
      `DELETE FROM event_store.kurrentdb_claim WHERE association = $1 AND id = ANY ($2::uuid[]) AND owner = $3`,
      [association, ids, owner],
    );
  }

  async #insert({ owner, association, ids }: Claim, { stream, revision }: Place): Promise<number> {
    // In the order of the ids, so that two that meet do not wait for each other in a circle.
    const { rowCount } = await this.pool.query(
      `INSERT INTO event_store.kurrentdb_claim (association, id, stream, revision, owner, expires_at)
       SELECT $1, claimed.id, $2, claimed.revision, $5, now() + make_interval(secs => $6)
       FROM unnest($3::uuid[], $4::integer[]) AS claimed(id, revision) ORDER BY claimed.id
       ON CONFLICT DO NOTHING`,
      [association, stream, ids, ids.map((_, index) => revision + index), owner, CLAIM_SECONDS],
    );
    return rowCount ?? 0;
  }

  async #anyKnown({ association, ids }: Claim): Promise<boolean> {
    const { rows } = await this.pool.query(
      `SELECT FROM event_store.kurrentdb_event WHERE association = $1 AND id = ANY ($2::uuid[]) LIMIT 1`,
      [association, ids],
    );
    return rows.length > 0;
  }

  /** Drops claims of processes that died before they wrote. Those whose event is there are the sequencer's to drop. */
  async #dropDead({ association, ids }: Claim, names: StreamNames): Promise<void> {
    const { rows } = await this.pool.query<{ id: string; stream: string; revision: number; owner: string }>(
      `SELECT id, stream, revision, owner FROM event_store.kurrentdb_claim
       WHERE association = $1 AND id = ANY ($2::uuid[]) AND expires_at < now() LIMIT 1`,
      [association, ids],
    );
    const [dead] = rows;
    if (!dead) return;
    const [there] = await this.log.readStream(names.of(association, dead.stream), dead.revision, 1);
    if (there?.id !== dead.id) await this.release({ owner: dead.owner, association, ids: [dead.id] });
  }
}
