import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '#platform';
import { toPosition, type AppendRequest } from '../port/event-store.port.js';
import { appendCall, type AppendRow } from './append-call.js';
import { HeadMemory } from './head-memory.js';
import { holdHeads } from './held-heads.js';
import { isPlanned, planBatch, type Planned, type Settled } from './plan-batch.js';
import { PartitionsAhead } from './partitions-ahead.js';
import { isBrokenPlan } from './postgres-errors.js';

/** Attempts that a batch has where others make the same stream or bring the same id at the same moment. */
const ATTEMPTS_MAX = 5;

/**
 * Writes batches, each in one transaction. As long as plans hold that takes one round trip; one that does not is planned
 * again by what the server says while it holds the streams.
 */
export class BatchWriter {
  readonly #heads = new HeadMemory();
  readonly #partitions: PartitionsAhead;
  /** A plan did not hold just now, and the next is likely not to: a file that comes again, or another busy writer. */
  #isDoubtful = false;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {
    this.#partitions = new PartitionsAhead(pool);
  }

  /** Resolves when nothing is under way that no caller waits for. */
  idle(): Promise<void> {
    return this.#partitions.idle();
  }

  /** What became of each request. Throws where nothing of the batch was stored, or nobody knows. */
  async write(requests: readonly AppendRequest[]): Promise<Settled[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.#asBelieved(requests)) ?? (await this.#asHeld(requests));
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isBrokenPlan(error)) throw error;
        this.#isDoubtful = true;
      }
    }
  }

  /** Null where it has to be asked what the streams have come to. */
  async #asBelieved(requests: readonly AppendRequest[]): Promise<Settled[] | null> {
    if (this.#isDoubtful) return null;
    const recordedAt = this.now();
    const plan = planBatch(requests, this.#heads, recordedAt.toISOString());
    return plan && this.#store(this.pool, plan, recordedAt);
  }

  async #asHeld(requests: readonly AppendRequest[]): Promise<Settled[]> {
    const settled = await inTransaction(this.pool, async (client) => {
      const heads = await holdHeads(client, requests);
      const recordedAt = this.now();
      return this.#store(client, planBatch(requests, heads, recordedAt.toISOString())!, recordedAt);
    });
    this.#isDoubtful = settled.some((one) => !('outcome' in one) || one.outcome !== 'appended');
    return settled;
  }

  async #store(client: Pool | ClientBase, plan: readonly (Planned | Settled)[], recordedAt: Date): Promise<Settled[]> {
    const batch = plan.filter(isPlanned);
    if (batch.length === 0) return plan as Settled[];
    const call = appendCall(batch);
    const { rows } = await client.query<AppendRow>(call.query);
    const positions = call.positions(rows[0]!)[Symbol.iterator]();
    return plan.map((planned) => {
      if (!isPlanned(planned)) return planned;
      const position = positions.next().value!;
      const revision = planned.first + planned.stamped.length - 1;
      this.#heads.remember(planned.key, revision);
      this.#partitions.notice(planned.request.association, position);
      return appended(planned, { position, revision, recordedAt });
    });
  }
}

function appended(
  { stamped }: Planned,
  { position, revision, recordedAt }: { position: number; revision: number; recordedAt: Date },
): Settled {
  return {
    outcome: 'appended',
    recordedAt: recordedAt.toISOString(),
    revision,
    events: stamped.map(({ envelope, leafHash }, index) => ({
      id: envelope.id,
      position: toPosition(position + index),
      leafHash,
    })),
  };
}
