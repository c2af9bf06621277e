import { randomBytes, randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDirectory } from '../testing/a-directory.js';
import { ASSOCIATION_SUBJECT, DataKeys } from './data-keys.js';

const A = 'kumiai-a';
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
afterAll(async () => {
  await room.close();
  await database.drop();
});

const keyOf = async (association: string, subject: string, period: string) =>
  (await room.keys.obtain(association, [subject], period)).get(subject)!;
const destroy = (keyId: string) =>
  room.pool.query('UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE key_id = $1', [keyId]);

describe('a data key', () => {
  it('is the same for the same subject and period, also in another process', async () => {
    const subject = randomUUID();
    const key = await keyOf(A, subject, '2026');
    const other = await new DataKeys(room.pool, room.provider).obtain(A, [subject], '2026');
    expect(other.get(subject)).toEqual(key);
    expect(key.key).toHaveLength(32);
  });

  it('is another for another period, subject or association', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const keys = [
      await keyOf(A, one, '2026'),
      await keyOf(A, one, '2027'),
      await keyOf(A, two, '2026'),
      await keyOf('kumiai-b', one, '2026'),
      await keyOf(A, ASSOCIATION_SUBJECT, '2026'),
    ];
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(5);
    expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(5);
  });

  it('is one when many ask at once', async () => {
    const subject = randomUUID();
    const keys = await Promise.all(Array.from({ length: 20 }, () => keyOf(A, subject, '2026')));
    expect(new Set(keys.map(({ key }) => key.toString('hex'))).size).toBe(1);
  });

  it('is made although two calls name the same members in opposite orders and meet in the middle', async () => {
    const [first, middle, last] = [randomUUID(), randomUUID(), randomUUID()];
    const other = await room.pool.connect();
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO access.data_key (association, key_id, subject, period, wrapped) VALUES ($1, $2, $3, '2026', '')`,
      [A, randomUUID(), middle],
    );
    const calls = [
      room.keys.obtain(A, [first, middle, last], '2026'),
      room.keys.obtain(A, [last, middle, first], '2026'),
    ];
    await new Promise((resolve) => setTimeout(resolve, 300)); // Both wait for the middle one now.
    await other.query('ROLLBACK');
    other.release();
    const [one, two] = await Promise.all(calls);
    expect([one!.size, two]).toEqual([3, one]);
  });

  it('is never in the database as it is', async () => {
    const { key, keyId } = await keyOf(A, randomUUID(), '2026');
    const { rows } = await room.pool.query('SELECT wrapped FROM access.data_key WHERE key_id = $1', [keyId]);
    expect(rows[0].wrapped.includes(key)).toBe(false);
  });
});

describe('a sealed part', () => {
  const value = { name: '髙﨑', items: ['I01', null], n: 1 };

  async function aPart(association = A) {
    const eventId = randomUUID();
    const key = await keyOf(association, randomUUID(), '2026');
    return { association, eventId, keyId: key.keyId, sealed: room.keys.seal(association, key, eventId, value) };
  }

  it('opens to what was sealed, in the order asked for', async () => {
    const parts = [await aPart(), await aPart('kumiai-b'), await aPart()];
    const key = await keyOf(A, randomUUID(), '2026');
    const other = { association: A, eventId: 'e', keyId: key.keyId, sealed: room.keys.seal(A, key, 'e', 'other') };
    expect(await room.keys.open([...parts, other])).toEqual([value, value, value, 'other']);
    expect(await room.keys.open([])).toEqual([]);
  });

  it('opens to nothing once its key was destroyed, and the others still open', async () => {
    const [gone, kept] = [await aPart(), await aPart()];
    await destroy(gone.keyId);
    expect(await room.keys.open([gone, kept])).toEqual([null, value]);
  });

  it('cannot be moved to another event', async () => {
    await expect(room.keys.open([{ ...(await aPart()), eventId: randomUUID() }])).rejects.toThrow();
  });

  it('opens to nothing for another association', async () => {
    expect(await room.keys.open([{ ...(await aPart()), association: 'kumiai-b' }])).toEqual([null]);
  });

  it('does not open when it was changed', async () => {
    const part = await aPart();
    const bytes = Buffer.from(part.sealed, 'base64');
    bytes[20]! ^= 1;
    await expect(room.keys.open([{ ...part, sealed: bytes.toString('base64') }])).rejects.toThrow();
  });
});

describe('a destroyed key', () => {
  it('is absent for ever: none is made in its place', async () => {
    const subject = randomUUID();
    await destroy((await keyOf(A, subject, '2026')).keyId);
    expect(await room.keys.obtain(A, [subject], '2026')).toEqual(new Map());
    expect((await keyOf(A, subject, '2027')).key).toHaveLength(32);
  });

  it('of a directory entry tells of an erasure: what was sealed at that very moment opens to nothing', async () => {
    const [subject, eventId] = [randomUUID(), randomUUID()];
    const mark = await keyOf(A, subject, 'directory');
    await destroy(mark.keyId);
    // Made by a process that had not seen the erasure yet, and came after it had looked for the keys.
    const keyId = randomUUID();
    const key = randomBytes(32);
    await room.pool.query(
      `INSERT INTO access.data_key (association, key_id, subject, period, wrapped) VALUES ($1, $2, $3, '2026', $4)`,
      [A, keyId, subject, await room.provider.wrap(A, key, keyId)],
    );
    const part = { association: A, eventId, keyId, sealed: room.keys.seal(A, { keyId, key }, eventId, 'said') };
    expect(await room.keys.open([part])).toEqual([null]);
    expect(await room.keys.obtain(A, [subject], '2026')).toEqual(new Map());
  });
});
