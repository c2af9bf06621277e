import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { Leases, type EventStore } from '#event-store';
import { checkpointText, formatNote } from '#proof';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import type { Stamped } from './ask-for-timestamp.js';
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

describe('timestamps that are kept', () => {
  const day = (of: number) => new Date(Date.UTC(2026, 3, of, 3));
  const during = async (from: number, before: number, { size = 99, most = 99 } = {}) => {
    const time = { from: day(from), before: day(before), size, most };
    return (await new KeptTimestamps(pool).during('dated', time)).map((one) => one.size);
  };

  beforeAll(async () => {
    const kept = new KeptTimestamps(pool);
    for (let of = 1; of <= 20; of += 1)
      await kept.keep('dated', of * 2, {
        reply: Buffer.from([of]),
        time: day(of),
        policy: '1.2.3',
        serial: '01',
      } as Stamped);
  });

  it('are found by the time that they say, with the first behind it and the newest', async () => {
    expect(await during(3, 6)).toEqual([6, 8, 10, 12, 40]);
    expect(await during(19, 25)).toEqual([38, 40]);
    expect(await during(50, 60)).toEqual([40]);
    expect(await new KeptTimestamps(pool).during('nobody', { from: day(1), before: day(9), size: 9, most: 9 })).toEqual(
      [],
    );
  });

  it('are none of a checkpoint that is larger', async () => {
    expect(await during(3, 6, { size: 9 })).toEqual([6, 8]);
    expect(await during(3, 6, { size: 1 })).toEqual([]);
  });

  it('are no more than were asked for, evenly, and the newest always among them', async () => {
    expect(await during(1, 21, { most: 5 })).toEqual([8, 16, 24, 32, 40]);
    expect(await during(1, 21, { most: 1 })).toEqual([40]);
  });
});
