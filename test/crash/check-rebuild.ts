import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { MemberViewProjection } from '#disclosure';
import { ProjectionOrders, Projector, type Projection } from '#event-store';
import { LateKnowledgeProjection } from '#ledger';
import { NumberActLogProjection, ReconciliationProjection, RecordsProjection } from '#records';
import { ProjectorAppModule } from '../../apps/projector/projector-app.module.js';
import type { Fault } from './acknowledged.js';

const SHOWN_MAX = 3;

/** Makes all projections anew from the logs and says which rows are not as the live ones were. */
export async function checkRebuild(databaseUrl: string, keyDirectory: string): Promise<Fault[]> {
  const module = ProjectorAppModule.forRoot({ databaseUrl, keyDirectory });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  try {
    const projector = app.get(Projector);
    const pool = app.get(Pool);
    await projector.stop();
    await projector.catchUp();
    const kinds = [
      RecordsProjection,
      MemberViewProjection,
      ReconciliationProjection,
      LateKnowledgeProjection,
      NumberActLogProjection,
    ];
    const tables = kinds.flatMap((kind) => (app.get<Projection>(kind, { strict: false }) as Projection).tables);
    await pool.query(`DROP SCHEMA IF EXISTS live_rows CASCADE; CREATE SCHEMA live_rows`);
    for (const table of tables) await pool.query(`CREATE TABLE ${kept(table)} AS TABLE ${table}`);
    const orders = new ProjectionOrders(pool);
    for (const kind of kinds) {
      const { name } = app.get<Projection>(kind, { strict: false }) as Projection;
      await orders.rebuild({ projection: name, association: null });
    }
    await projector.catchUp();
    const faults: Fault[] = [];
    for (const table of tables) {
      const { rows } = await pool.query<{ row: string }>(
        `SELECT row FROM ((${textOf(table)} EXCEPT ALL ${textOf(kept(table))})
           UNION ALL (${textOf(kept(table))} EXCEPT ALL ${textOf(table)})) AS one LIMIT ${SHOWN_MAX}`,
      );
      faults.push(...rows.map(({ row }) => ({ kind: 'rebuild' as const, what: `${table}: ${row.slice(0, 300)}` })));
    }
    await pool.query(`DROP SCHEMA live_rows CASCADE`);
    return faults;
  } finally {
    await app.close();
  }
}

/** Rows as text: json has no equality. */
function textOf(table: string): string {
  return `SELECT one::text AS row FROM ${table} AS one`;
}

function kept(table: string): string {
  return `live_rows.${table.replace('.', '_')}`;
}
