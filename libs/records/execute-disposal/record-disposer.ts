import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { FactWriter, recordsDisposed, transferStream, type DecisionContext } from '#ledger';
import { ofAssociation } from '#platform';
import type { Day, KeepingReason } from '#statute';
import type { Disposal } from '../domain/disposal.js';
import type { KeptLines, ListedLines } from '../domain/disposal-events.js';
import { toKept, toListed, type ListedRecord } from '../domain/listing.js';
import { Keepings } from '../keeping/record-keeping.js';
import { RECORD_FACTS, type RecordFacts } from '../keeping/record-facts.js';

/** Transfers that are judged and written together. */
const TRANSFERS_PER_STEP = 200;

export type Spared = readonly KeptLines[];

type Judged = ListedRecord & { readonly reasons: readonly KeepingReason[]; readonly isDisposable: boolean };

/** Writes into the transfers which of their records are disposed of. Rows and views follow from there. */
@Injectable()
export class RecordDisposer {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Keepings) private readonly keepings: Keepings,
    @Inject(FactWriter) private readonly writer: FactWriter,
  ) {}

  /** What is spared, and the position up to which everything is disposed of. */
  async dispose(
    { records, proposal: { disposalId, asOf } }: Disposal,
    context: DecisionContext,
    at: Date,
  ): Promise<{ readonly spared: Spared; readonly through: string }> {
    const { association } = context;
    const spared: KeptLines[] = [];
    for (let from = 0; from < records.length; from += TRANSFERS_PER_STEP) {
      const listed = records.slice(from, from + TRANSFERS_PER_STEP);
      // Judged by all that was acknowledged before it is written: a hold that is placed during a long run is seen.
      await this.progress.waitFor('records', association, await this.#head(association));
      const judged = await this.#judge(association, listed, asOf);
      spared.push(...toKept(judged.filter(({ isDisposable }) => !isDisposable)));
      const due = toListed(judged.filter(({ isDisposable }) => isDisposable));
      const written = await this.writer.writeAll(
        association,
        at,
        due.map(({ transfer, lines }) => ({
          stream: transferStream(transfer),
          expected: 'exists' as const,
          context,
          facts: [{ subject: null, fact: recordsDisposed(transfer, { disposal: disposalId, lines }) }],
        })),
      );
      const failed = written.find((one) => one instanceof Error);
      if (failed) throw failed;
    }
    return { spared, through: await this.#head(association) };
  }

  async #head(association: string): Promise<string> {
    return (await this.store.head(association)) ?? toPosition(0);
  }

  // What was disposed of already, before it was broken off, has no row any more.
  async #judge(association: string, listed: readonly ListedLines[], asOf: Day): Promise<Judged[]> {
    const runs = listed.flatMap(({ transfer, lines }) => lines.map(([first, last]) => ({ transfer, first, last })));
    const { rows } = await ofAssociation(this.pool, association).query<RecordFacts & { readonly chain: string }>(
      `SELECT ${RECORD_FACTS}, line.chain
       FROM unnest($2::uuid[], $3::integer[], $4::integer[]) AS listed(t, f, l)
       JOIN records.transfer AS transfer ON transfer.association = $1 AND transfer.transfer_id = listed.t
       JOIN records.statutory_record AS line ON line.association = transfer.association
         AND line.transfer_id = transfer.transfer_id AND line.version = transfer.version
         AND line.line BETWEEN listed.f AND listed.l`,
      [association, runs.map(({ transfer }) => transfer), runs.map(({ first }) => first), runs.map(({ last }) => last)],
    );
    const keepings = await this.keepings.of(association, rows, asOf);
    return rows.map(({ transferId, line, chain }, index) => {
      const { disposableFrom, reasons } = keepings[index]!;
      const isDisposable = disposableFrom !== null && disposableFrom <= asOf;
      return { transferId, line, isRestricted: chain === 'restricted', reasons, isDisposable };
    });
  }
}
