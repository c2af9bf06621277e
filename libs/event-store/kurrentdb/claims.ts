import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Gathering } from './gathering.js';
import type { KurrentDbLog } from './kurrentdb-log.js';
import type { StreamNames } from './stream-names.js';

/** Far beyond the time in which an append can still arrive, so that an expired claim is of one that died. */
const CLAIM_SECONDS = 60;
const LOOK_EVERY_MILLISECONDS = 10;
/** Requests whose claims one statement takes. */
const REQUESTS_AT_ONCE_MAX = 200;

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

interface Asked {
  readonly claim: Claim;
  readonly stream: string;
  readonly revision: number;
}

interface Taken {
  readonly count: number;
  readonly isKnown: boolean;
}

/**
 * Who is writing which id. KurrentDB knows the ids of one stream only; the ledger takes an id once for a whole log.
 * A claim stands from before its append until the event is numbered, or until the append has surely failed.
 */
export class Claims {
  readonly #asked = new Gathering<Asked, Taken>((asked) => this.#claimAll(asked), REQUESTS_AT_ONCE_MAX);

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
      const taken = await this.#asked.ask({ claim, stream: place.stream, revision: place.revision });
      if (taken.count === ids.length && !taken.isKnown) return claim;
      if (taken.count > 0) await this.release(claim);
      if (taken.isKnown) return 'duplicate';
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

  /** What each claim took. Those that name one id share it out among them, and the rest is taken by nobody. */
  async #claimAll(asked: readonly Asked[]): Promise<Taken[]> {
    const wanted = asked.flatMap(({ claim: { owner, association, ids }, stream, revision }) =>
      ids.map((id, index) => ({ owner, association, id, stream, revision: revision + index })),
    );
    const associations = wanted.map(({ association }) => association);
    const ids = wanted.map(({ id }) => id);
    // In one order, so that two that meet do not wait for each other in a circle.
    const taken = await this.pool.query<{ owner: string; count: string }>(
      `WITH taken AS (
         INSERT INTO event_store.kurrentdb_claim (association, id, stream, revision, owner, expires_at)
         SELECT association, id, stream, revision, owner, now() + make_interval(secs => $6)
         FROM unnest($1::text[], $2::uuid[], $3::text[], $4::integer[], $5::uuid[])
           AS wanted(association, id, stream, revision, owner)
         ORDER BY association, id
         ON CONFLICT DO NOTHING RETURNING owner)
       SELECT owner, count(*) FROM taken GROUP BY owner`,
      [
        associations,
        ids,
        wanted.map(({ stream }) => stream),
        wanted.map(({ revision }) => revision),
        wanted.map(({ owner }) => owner),
        CLAIM_SECONDS,
      ],
    );
    // Asked after the claims stand: an event that was numbered meanwhile is seen, and no other can come.
    const known = await this.pool.query<{ owner: string }>(
      `SELECT DISTINCT wanted.owner FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS wanted(association, id, owner)
       JOIN event_store.kurrentdb_event USING (association, id)`,
      [associations, ids, wanted.map(({ owner }) => owner)],
    );
    const counts = new Map(taken.rows.map(({ owner, count }) => [owner, Number(count)]));
    const owners = new Set(known.rows.map(({ owner }) => owner));
    return asked.map(({ claim: { owner } }) => ({ count: counts.get(owner) ?? 0, isKnown: owners.has(owner) }));
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
