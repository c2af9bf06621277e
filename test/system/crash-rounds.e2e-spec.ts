import type { Acknowledged } from '../crash/acknowledged.js';
import { checkLogs, checkViews } from '../crash/check-database.js';
import { runCrash } from '../crash/run-crash.js';

const PLANTED = '00000000-0000-4000-8000-000000000000';

/** The kinds of faults that are found when the checker is told of these acknowledgements. */
type Look = (acknowledged: readonly Acknowledged[]) => Promise<string[]>;

it('loses and doubles nothing when ledger, projector and PostgreSQL are killed under load, and would see it', async () => {
  const planted: Record<string, string[]> = {};
  const result = await runCrash({
    rounds: 3,
    outageSeconds: 3,
    seed: 7, // The ledger, PostgreSQL, the projector.
    inspect: async (pool, acknowledged) => {
      const look: Look = async (told) =>
        [...(await checkLogs(pool, told)), ...(await checkViews(pool, told))].map(({ kind }) => kind).sort();
      const one = acknowledged.find(({ kind, version }) => kind === 'version' && version === 1)!;
      const lost = { ...one, id: PLANTED, name: 'planted', position: '9999999999999999', toldAt: Infinity };
      planted['lost'] = await look([...acknowledged, lost]);
      planted['untold'] = await look(acknowledged.filter(({ id }) => id !== one.id));
      planted['moved'] = await look(acknowledged.map((ack) => (ack === one ? { ...one, leafHash: 'another' } : ack)));
    },
  });
  expect(result.faults).toEqual([]);
  expect(result.kills).toEqual({ ledger: 1, projector: 1, postgres: 1 });
  expect(result.outage!.asked).toBeGreaterThan(3);
  expect(result.acknowledged).toBeGreaterThan(30);
  expect(planted['lost']).toEqual(expect.arrayContaining(['missing', 'view']));
  expect(planted['untold']).toEqual(expect.arrayContaining(['doubled', 'view']));
  expect(planted['moved']).toEqual(['changed']);
}, 300_000);
