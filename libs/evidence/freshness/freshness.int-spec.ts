import type { Pool } from 'pg';
import type { EventStore } from '#event-store';
import { Metrics } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anEvidence, someDrafts } from '../testing/an-evidence.js';
import { EvidenceWatch } from './evidence-watch.js';
import { Freshness } from './freshness.js';
import { freshnessSettings } from './freshness-settings.js';

const A = 'kenpo';
const MAX = { checkpoint: 600, unstamped: 7_200 };

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let store: EventStore;
let now: number;
const clock = { now: () => new Date(now) };

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, store, end } = await anEvidence(database.url));
});
afterAll(async () => {
  await end();
  await database.drop();
});
beforeEach(async () => {
  now = Date.parse('2026-06-01T00:00:00Z');
  await pool.query(`TRUNCATE evidence.checkpoint, evidence.checkpoint_timestamp`);
});

const at = (seconds: number) => new Date(Date.parse('2026-06-01T00:00:00Z') + seconds * 1_000);
const checkpoint = (size: number, seconds: number) =>
  pool.query(
    `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at, made_at, is_published)
     VALUES ($1, $2, $3, '', $4, $4, true)`,
    [A, size, new Uint8Array(32), at(seconds)],
  );
const renewed = (size: number, seconds: number) =>
  pool.query(`UPDATE evidence.checkpoint SET signed_at = $2 WHERE size = $1`, [size, at(seconds)]);
const stamp = (size: number, seconds: number) =>
  pool.query(
    `INSERT INTO evidence.checkpoint_timestamp (association, size, reply, stamped_at) VALUES ($1, $2, '', $3)`,
    [A, size, at(seconds)],
  );
const freshness = (isStrict = true) => new Freshness({ max: MAX, isStrict }, pool, clock);
const staleAt = async (seconds: number, of = freshness()) => {
  now = at(seconds).getTime();
  return (await of.refusal(A))?.facts['what'] ?? null;
};

describe('strict mode', () => {
  it('refuses by a checkpoint that is not renewed, and ends by itself', async () => {
    await checkpoint(2, 0);
    await stamp(2, 0);
    expect(await staleAt(600)).toBeNull();
    expect(await staleAt(601)).toBe('checkpoint');
    expect((await freshness().refusal(A))!.facts).toEqual({ what: 'checkpoint', ageSeconds: 601, ageSecondsMax: 600 });
    await renewed(2, 601);
    expect(await staleAt(602)).toBeNull();
  });

  it('refuses by a timestamp that is long in coming, counted from the first checkpoint without one', async () => {
    await checkpoint(2, 0);
    await stamp(2, 0);
    // Quiet for days: what is there is covered.
    await renewed(2, 500_000);
    expect(await staleAt(500_000)).toBeNull();
    await checkpoint(3, 500_000);
    await checkpoint(4, 507_000);
    await renewed(4, 507_200);
    expect(await staleAt(507_200)).toBeNull();
    expect(await staleAt(507_201)).toBe('timestamp');
    await stamp(4, 507_201);
    expect(await staleAt(507_202)).toBeNull();
  });

  it('gives a log that was never signed the time of a checkpoint', async () => {
    const one = freshness();
    expect(await staleAt(0, one)).toBeNull();
    expect(await staleAt(600, one)).toBeNull();
    expect(await staleAt(601, one)).toBe('checkpoint');
    // Another process has not known it for so long.
    expect(await staleAt(601)).toBeNull();
  });

  it('is off where nobody asked for it', async () => {
    await checkpoint(2, 0);
    expect(await staleAt(100_000, freshness(false))).toBeNull();
  });
});

describe('the watch over evidence', () => {
  it('tells the ages of each log, and is not well where one is stale', async () => {
    await store.append({ association: A, stream: 's', expected: 'any', events: someDrafts(3) });
    await checkpoint(2, 0);
    await stamp(2, 0);
    await checkpoint(3, 60);
    now = at(90).getTime();
    const watch = new EvidenceWatch(pool, store, MAX, clock.now);
    const samples = await watch.read();
    expect(samples.map(({ name, labels, value }) => [name, Object.values(labels!).join(' '), value])).toEqual([
      ['kiroku_checkpoint_age_seconds', A, 30],
      ['kiroku_checkpoint_size', A, 3],
      ['kiroku_evidence_stale', `${A} checkpoint`, 0],
      ['kiroku_evidence_stale', `${A} timestamp`, 0],
      ['kiroku_timestamp_wait_seconds', A, 30],
      ['kiroku_timestamp_age_seconds', A, 90],
    ]);
    expect(await watch.check()).toEqual({ checkpointAgeSeconds: 30, timestampWaitSeconds: 30 });
    now = at(661).getTime();
    await expect(watch.check()).rejects.toThrow('stale');
    expect(await watch.read()).toContainEqual({
      name: 'kiroku_evidence_stale',
      labels: { association: A, what: 'checkpoint' },
      value: 1,
    });
  });
});

describe('the numbers of a process', () => {
  it('tell of evidence what the watch over it sees', async () => {
    await store.append({ association: A, stream: 's', expected: 'any', events: someDrafts(3) });
    await checkpoint(3, 0);
    now = at(661).getTime();
    const metrics = new Metrics({ port: 0, host: '127.0.0.1', token: null });
    metrics.add(new EvidenceWatch(pool, store, MAX, clock.now));
    const { body } = await metrics.text();
    expect(body).toContain('kiroku_metrics_source_failed{source="evidence"} 0');
    expect(body).toContain(`kiroku_checkpoint_age_seconds{association="${A}"} 661`);
    expect(body).toContain(`kiroku_evidence_stale{association="${A}",what="checkpoint"} 1`);
  });
});

describe('the settings of freshness', () => {
  it('are lenient, and know of timestamps where an authority is asked or somebody says so', () => {
    expect(freshnessSettings({})).toEqual({ isStrict: false, max: { checkpoint: 600, unstamped: null } });
    expect(freshnessSettings({ KIROKU_TSA_URL: 'http://tsa', KIROKU_TSA_MINUTES: '10' }).max.unstamped).toBe(1_800);
    const said = {
      KIROKU_STRICT_EVIDENCE: '1',
      KIROKU_TIMESTAMP_SECONDS_MAX: '90',
      KIROKU_CHECKPOINT_SECONDS_MAX: '60',
    };
    expect(freshnessSettings(said)).toEqual({ isStrict: true, max: { checkpoint: 60, unstamped: 90 } });
  });

  it.each(['KIROKU_STRICT_EVIDENCE', 'KIROKU_TIMESTAMP_SECONDS_MAX', 'KIROKU_CHECKPOINT_SECONDS_MAX'])(
    'refuse a %s that cannot be read',
    (name) => {
      for (const text of ['yes', '59', '-1']) expect(() => freshnessSettings({ [name]: text })).toThrow(name);
    },
  );
});
