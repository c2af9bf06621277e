import type { Pool } from 'pg';
import type { EventStore, ProjectionProgress } from '#event-store';
import type { DecisionContext, FactWriter } from '#ledger';
import type { Disposal } from '../domain/disposal.js';
import type { Keepings } from '../keeping/record-keeping.js';
import { RecordDisposer } from './record-disposer.js';

/** Two steps of transfers, one line each. */
const COUNT = 201;
const idOf = (n: number) => `t${n}`;
const records = Array.from({ length: COUNT }, (_, n) => ({ transfer: idOf(n), lines: [[1, 1]] as const }));
const context = { association: 'a' } as unknown as DecisionContext;

describe('a long disposal', () => {
  it('sees a hold that is acknowledged while it runs', async () => {
    let written = 0;
    let projected = 0;
    const isHeld = () => projected > 0;
    const pool = {
      query: async ({ values: [, transfers] }: { values: [string, readonly string[]] }) => ({
        rows: transfers.map((transferId) => ({ transferId, line: 1, chain: 'open' })),
      }),
    } as unknown as Pool;
    const store = { head: async () => String(written) } as unknown as EventStore;
    const progress = {
      waitFor: async (_projection: string, _association: string, position: string) => {
        projected = Number(position);
      },
    } as unknown as ProjectionProgress;
    const keepings = {
      of: async (_association: string, rows: readonly object[]) =>
        rows.map(() =>
          isHeld() ? { disposableFrom: null, reasons: ['LEGAL_HOLD'] } : { disposableFrom: '2026-01-01', reasons: [] },
        ),
    } as unknown as Keepings;
    // The hold is placed right behind the first step.
    const writer = {
      writeAll: async (_association: string, _at: Date, all: readonly object[]) => {
        written += all.length;
        return all.map(() => null);
      },
    } as unknown as FactWriter;
    const disposal = { records, proposal: { disposalId: 'd', asOf: '2026-06-10' } } as unknown as Disposal;
    const disposer = new RecordDisposer(pool, store, progress, keepings, writer);
    const { spared } = await disposer.dispose(disposal, context, new Date());
    expect(spared.map(({ transfer, reasons }) => [transfer, reasons])).toEqual([[idOf(COUNT - 1), ['LEGAL_HOLD']]]);
  });
});
