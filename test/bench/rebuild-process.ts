import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { MemberViewProjection } from '#disclosure';
import { EVENT_STORE, ProjectionOrders, Projector, type EventStore, type Projection } from '#event-store';
import { LateKnowledgeProjection } from '#ledger';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection } from '#records';
import { ProjectorAppModule } from '../../apps/projector/projector-app.module.js';
import { answerParent } from './answer-parent.js';

export interface RebuildQuestion {
  readonly databaseUrl: string;
  readonly keyDirectory: string;
  readonly rounds: number;
}

/** Seconds of each round: of all projections together, and of each alone. */
export interface RebuildReport {
  readonly events: number;
  readonly all: readonly number[];
  readonly alone: Readonly<Record<string, readonly number[]>>;
}

answerParent<RebuildQuestion, RebuildReport>(rebuild);

async function rebuild({ databaseUrl, keyDirectory, rounds }: RebuildQuestion): Promise<RebuildReport> {
  const app = await NestFactory.createApplicationContext(ProjectorAppModule.forRoot({ databaseUrl, keyDirectory }), {
    logger: false,
  });
  const live = app.get(Projector, { strict: false });
  await live.stop();
  const store = app.get<EventStore>(EVENT_STORE, { strict: false });
  const pool = app.get(Pool, { strict: false });
  const projections: Projection[] = [
    app.get(RecordsProjection, { strict: false }),
    app.get(MemberViewProjection, { strict: false }),
    app.get(ReconciliationProjection, { strict: false }),
    app.get(LateKnowledgeProjection, { strict: false }),
    app.get(NumberActLogProjection, { strict: false }),
  ];
  await new Projector(store, pool, projections).catchUp();
  const all: number[] = [];
  const alone = Object.fromEntries(projections.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    const together = await secondsOf(store, pool, projections);
    if (round > 0) all.push(together);
    for (const projection of projections) {
      const single = await secondsOf(store, pool, [projection]);
      if (round > 0) alone[projection.name]!.push(single);
    }
  }
  const heads = await store.heads();
  const events = [...heads.values()].reduce((sum, head) => sum + Number(head), 0);
  await app.close();
  return { events, all, alone };
}

async function secondsOf(store: EventStore, pool: Pool, projections: readonly Projection[]): Promise<number> {
  const projector = new Projector(store, pool, projections);
  const orders = new ProjectionOrders(pool);
  for (const { name } of projections) await orders.rebuild({ projection: name, association: null });
  const startedAt = performance.now();
  await projector.catchUp();
  const seconds = (performance.now() - startedAt) / 1_000;
  // A rebuild that has not been swapped in is not done, however soon the live rows were there.
  const { rowCount } = await pool.query(`SELECT FROM projection.rebuild`);
  if (rowCount !== 0) throw new Error(`${rowCount} rebuilds had not ended when the projections were up.`);
  return seconds;
}
