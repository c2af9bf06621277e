import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Leases, type EventStore } from '#event-store';
import { checkpointText, formatNote } from '#proof';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { KeptTimestamps } from './kept-timestamps.js';
import { TimestampRunner } from './timestamp-runner.js';
import { timestampSettings } from './timestamp-settings.js';

Logger.overrideLogger(false);
const TEXT = checkpointText({ origin: 'kiroku.test/log/kenpo', size: 2, root: new Uint8Array(32) });

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let authority: AnAuthority;
let ahead = 0;
let runner: TimestampRunner;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
  authority = new AnAuthority();
  await authority.open();
  await store.append({ association: 'kenpo', stream: 's', expected: 'any', events: someDrafts(2) });
  const note = formatNote({ text: TEXT, signatures: [{ name: 'x', keyId: 1, bytes: new Uint8Array(64) }] });
  await pool.query(
    `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at, is_published)
     VALUES ('kenpo', 2, $1, $2, now(), true)`,
    [new Uint8Array(32), note],
  );
  const env = { KIROKU_TSA_URL: authority.url, KIROKU_TSA_CERTIFICATE: authority.path('ca.pem') };
  const settings = timestampSettings(env)!;
  const now = () => new Date(Date.now() + ahead);
  runner = new TimestampRunner(new Leases(pool, { groups: 1 }), { pool, store, settings, now });
});

afterAll(async () => {
  await runner.stop();
  await end();
  await database.drop();
  await authority.close();
});

const newest = () => new KeptTimestamps(pool).newest('kenpo');

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(20);
  }
}

describe('a process that has checkpoints stamped', () => {
  it('goes on by itself when an authority that was down answers again', async () => {
    authority.instead = { status: 503, body: new Uint8Array(0) };
    runner.start();
    await until(() => authority.asked === 1);
    expect(await newest()).toBeNull();
    authority.instead = null;
    ahead = 20_000;
    await until(async () => (await newest()) !== null);
    const kept = new KeptTimestamps(pool);
    expect((await newest())!.size).toBe(2);
    expect(authority.verify((await kept.reply('kenpo', 2))!, TEXT)).toContain('Verification: OK');
  });
});
