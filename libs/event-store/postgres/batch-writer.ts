import type { ClientBase, Pool, QueryResult } from 'pg';
import { inTransaction } from '#platform';
import { toPosition, type AppendRequest } from '../port/event-store.port.js';
import { answersOf, appendCall, OUTCOME, placesOf, type Answer, type AnswerRow } from './append-call.js';
import { int4Array, textArray } from './binary-array.js';
import { HeadMemory } from './head-memory.js';
import { isPlanned, keyOf, planBatch, type Planned, type Settled } from './plan-batch.js';
import { PartitionsAhead } from './partitions-ahead.js';
import { isKnownId, isLostRace } from './postgres-errors.js';

/** Attempts that a batch has where others make the same stream or bring the same id at the same moment. */
const ATTEMPTS_MAX = 5;

/** Others had moved the stream on since its revision was last seen: the request has to be stamped again. */
export const OVERTAKEN = 'overtaken';
export type Written = Settled | typeof OVERTAKEN;

interface Attempt {
  /** Lock the streams before the bytes are made, so that no guess can be wrong. */
  readonly hold: boolean;
  /** Look for ids that the log has, so that a duplicate fails alone. */
  readonly knownIds: boolean;
}

/** Writes batches, each in one transaction and, unless its streams are held, in one round trip. */
export class BatchWriter {
  readonly #heads = new HeadMemory();
  readonly #partitions: PartitionsAhead;

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
  async write(requests: readonly AppendRequest[], hold: boolean): Promise<Written[]> {
    let knownIds = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(requests, { hold, knownIds });
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isLostRace(error)) throw error;
        knownIds ||= isKnownId(error);
      }
    }
  }

  #attempt(requests: readonly AppendRequest[], { hold, knownIds }: Attempt): Promise<Written[]> {
    if (!hold) return this.#append(this.pool, requests, knownIds);
    return inTransaction(this.pool, async (client) => {
      await this.#hold(client, requests);
      return this.#append(client, requests, knownIds);
    });
  }

  async #hold(client: ClientBase, requests: readonly AppendRequest[]): Promise<void> {
    const { associations, logOfStream, streams, streamOfRequest } = placesOf(requests);
    const { rows } = await client.query<{ revisions: string }>(
      `SELECT array_to_string(event_store.hold($1, $2, $3), ',') AS revisions`,
      [textArray(associations), int4Array(logOfStream), textArray(streams)],
    );
    const revisions = rows[0]!.revisions.split(',').map(Number);
    requests.forEach((request, index) => {
      this.#heads.remember(keyOf(request), revisions[streamOfRequest[index]! - 1]!);
    });
  }

  async #append(client: Pool | ClientBase, requests: readonly AppendRequest[], knownIds: boolean): Promise<Written[]> {
    const recordedAt = this.now();
    const plan = planBatch(requests, this.#heads, recordedAt.toISOString());
    const sent = plan.filter(isPlanned);
    if (sent.length === 0) return plan as Settled[];
    const { rows }: QueryResult<AnswerRow> = await client.query(appendCall(sent, recordedAt, knownIds));
    const answers = answersOf(rows[0]!)[Symbol.iterator]();
    return plan.map((planned) => {
      if (!isPlanned(planned)) return planned;
      const answer = answers.next().value!;
      this.#heads.remember(planned.key, answer.revision);
      this.#partitions.notice(planned.request.association, answer.position);
      return written(planned, answer, recordedAt);
    });
  }
}

function written({ request, stamped }: Planned, answer: Answer, recordedAt: Date): Written {
  const { outcome, revision, position } = answer;
  switch (outcome) {
    case OUTCOME.appended:
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
    case OUTCOME.conflict:
      return { outcome: 'conflict', expected: request.expected, actual: revision < 0 ? null : revision };
    case OUTCOME.duplicate:
      return { outcome: 'duplicate-event' };
    case OUTCOME.stale:
      return OVERTAKEN;
    default:
      throw new Error(`event_store.append answered ${outcome}, which means nothing.`);
  }
}
