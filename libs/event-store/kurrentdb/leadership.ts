import type { PoolClient } from 'pg';
import { decodeEnvelope, leafHash, type Envelope } from '#proof';
import { isAfter, type LogPlace, type Recorded } from './recorded.js';
import { SequenceHalt } from './sequence-halt.js';
import type { StreamNames } from './stream-names.js';

/** Any number, the same in every version of the product; the lock is of one database. */
const SEQUENCER_LOCK = 4_811_903;
/** Far above the two seconds after which a leader that has nothing to do says that it is there. */
const SILENCE_MAX = '15s';

export interface NumberedEvent {
  readonly association: string;
  readonly id: string;
  readonly position: number;
  readonly leafHash: Uint8Array;
}

/** With its bytes, for who is about to read it. */
export interface NumberedLeaf extends NumberedEvent {
  readonly bytes: Uint8Array;
}

export interface NumberedPlace extends LogPlace {
  readonly id: string;
}

interface Leaf {
  readonly recorded: Recorded;
  readonly envelope: Envelope;
  readonly leafHash: Uint8Array;
}

/**
 * The one who numbers, for as long as its session of PostgreSQL lives: the session's lock goes with it, and the epoch
 * refuses whoever still believes to lead after it.
 */
export class Leadership {
  private constructor(
    private readonly client: PoolClient,
    private readonly names: StreamNames,
    private readonly epoch: string,
    private place: LogPlace | null,
  ) {}

  /** Null where another process leads. */
  static async begin(client: PoolClient, names: StreamNames): Promise<Leadership | null> {
    const lock = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock($1) AS taken`, [SEQUENCER_LOCK]);
    if (!lock.rows[0]!.taken) return null;
    // One that freezes, or whose machine is gone, must not lead for ever: without a word its session is ended.
    await client.query(`SET idle_session_timeout = '${SILENCE_MAX}'`);
    await client.query(`SET idle_in_transaction_session_timeout = '${SILENCE_MAX}'`);
    const { rows } = await client.query<{ epoch: string; commit_position: string; prepare_position: string }>(
      `UPDATE event_store.kurrentdb_sequencer SET epoch = epoch + 1
       RETURNING epoch, commit_position, prepare_position`,
    );
    const { epoch, commit_position: commit, prepare_position: prepare } = rows[0]!;
    return new Leadership(client, names, epoch, commit === '-1' ? null : { commit, prepare });
  }

  /** Up to where everything is numbered; null: nothing yet. */
  get reached(): LogPlace | null {
    return this.place;
  }

  /** The event of the ledger that is the last in KurrentDB of all that are numbered; null where none is. */
  async last(): Promise<NumberedPlace | null> {
    const { rows } = await this.client.query<NumberedPlace>(
      `SELECT event.id, event.commit_position AS commit, event.prepare_position AS prepare
       FROM event_store.heads() AS head JOIN event_store.kurrentdb_event AS event USING (association, position)
       ORDER BY event.commit_position DESC, event.prepare_position DESC LIMIT 1`,
    );
    return rows[0] ?? null;
  }

  /** Numbers events that follow each other in KurrentDB, in one transaction with the place that was reached. */
  async number(events: readonly Recorded[], checkpoint: LogPlace | null): Promise<NumberedLeaf[]> {
    const leaves = events.map((event) => this.#leaf(event));
    const last = events.at(-1)?.place ?? this.place;
    const reached = checkpoint && (last === null || isAfter(checkpoint, last)) ? checkpoint : last;
    await this.client.query('BEGIN');
    try {
      const numbered = leaves.length > 0 ? await this.#insert(leaves) : [];
      await this.#advance(reached);
      await this.client.query('COMMIT');
      this.place = reached;
      return numbered;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => {});
      throw asHalt(error);
    }
  }

  /** Says that KurrentDB answers, before anything is numbered: whoever only tries to reach it is not at work. */
  async arrive(): Promise<void> {
    const sql = `UPDATE event_store.kurrentdb_sequencer SET seen_at = now() WHERE epoch = $1`;
    await this.client.query(sql, [this.epoch]);
  }

  /** Says that it is at work, also where there is nothing to number. */
  async beat(): Promise<void> {
    await this.#advance(this.place);
  }

  async #advance(reached: LogPlace | null): Promise<void> {
    const { rowCount } = await this.client.query(
      `UPDATE event_store.kurrentdb_sequencer
       SET commit_position = $2, prepare_position = $3, seen_at = now(), stopped_because = NULL
       WHERE epoch = $1 AND commit_position = $4`,
      [this.epoch, reached?.commit ?? '-1', reached?.prepare ?? '-1', this.place?.commit ?? '-1'],
    );
    if (rowCount !== 1) throw new Error('Another process numbers the events now.');
  }

  async #insert(leaves: readonly Leaf[]): Promise<NumberedLeaf[]> {
    const heads = await this.#heads([...new Set(leaves.map(({ envelope }) => envelope.association))]);
    const numbered = leaves.map((leaf) => {
      const { association, id } = leaf.envelope;
      const position = (heads.get(association) ?? 0) + 1;
      heads.set(association, position);
      return { association, id, position, leafHash: leaf.leafHash, bytes: leaf.recorded.bytes };
    });
    const associations = numbered.map((event) => event.association);
    const ids = numbered.map((event) => event.id);
    await this.client.query(
      `INSERT INTO event_store.kurrentdb_event
         (association, position, id, stream, revision, commit_position, prepare_position, leaf_hash)
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::integer[], $6::bigint[],
         $7::bigint[], $8::bytea[])`,
      [
        associations,
        numbered.map((event) => event.position),
        ids,
        leaves.map(({ envelope }) => envelope.stream),
        leaves.map(({ envelope }) => envelope.revision),
        leaves.map(({ recorded }) => recorded.place.commit),
        leaves.map(({ recorded }) => recorded.place.prepare),
        numbered.map((event) => event.leafHash),
      ],
    );
    await this.client.query(
      `SELECT event_store.move_heads($1::text[], $2::bigint[])`, // Theirs alone: no head of a log that is kept here.
      [[...heads.keys()], [...heads.values()]],
    );
    await this.client.query(
      `DELETE FROM event_store.kurrentdb_claim AS claim USING unnest($1::text[], $2::uuid[]) AS numbered(association, id)
       WHERE claim.association = numbered.association AND claim.id = numbered.id`,
      [associations, ids],
    );
    return numbered;
  }

  async #heads(associations: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.client.query<{ association: string; position: string }>(
      `SELECT association, position FROM event_store.heads() WHERE association = ANY ($1::text[])`,
      [associations],
    );
    return new Map(rows.map((row) => [row.association, Number(row.position)]));
  }

  /** What is hashed, and that it is what this product wrote at this place. */
  #leaf(recorded: Recorded): Leaf {
    const envelope = envelopeOf(recorded);
    const { association, stream, revision, id } = envelope;
    const own = this.names.of(association, stream) === recorded.name && revision === recorded.revision;
    if (!own || id !== recorded.id) throw foreign(recorded);
    return { recorded, envelope, leafHash: leafHash(recorded.bytes) };
  }
}

function envelopeOf(recorded: Recorded): Envelope {
  try {
    return decodeEnvelope(recorded.bytes);
  } catch {
    throw foreign(recorded);
  }
}

// Neither names nor contents: the message is for logs.
function foreign({ place }: Recorded): SequenceHalt {
  return new SequenceHalt(
    `The event at ${place.commit} in KurrentDB is in a stream of the ledger and was not written by it so, or its stream was deleted.`,
  );
}

function asHalt(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505' || !constraint?.startsWith('kurrentdb_event_')) return error;
  return new SequenceHalt('KurrentDB holds an event of the ledger twice. It is not numbered a second time.');
}
