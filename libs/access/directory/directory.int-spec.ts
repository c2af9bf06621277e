import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';

const [A, B] = ['kumiai-a', 'kumiai-b'];
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
afterEach(() => room.pool.query('TRUNCATE access.member, access.member_index'));
afterAll(async () => {
  await room.close();
  await database.drop();
});

async function aMember(own: Parameters<typeof anEntry>[0] = {}): Promise<string> {
  const ref = randomUUID();
  expect(await room.directory.add(A, ref, anEntry(own))).toBe(true);
  return ref;
}

const countOf = async (table: string) => (await room.pool.query(`SELECT FROM access.${table}`)).rowCount;

describe('the member directory', () => {
  it('finds a person by the full composite and reads the entry as it was registered', async () => {
    const ref = await aMember();
    expect(await room.directory.resolve(A, [anEntry()])).toEqual([ref]);
    expect(await room.directory.read(A, [ref])).toEqual(new Map([[ref, anEntry()]]));
  });

  it('finds a person in whatever width the identifiers were typed', async () => {
    const ref = await aMember({ symbol: '１０－Ａ', number: '１２３' });
    expect(await room.directory.resolve(A, [anEntry({ symbol: '10-A', number: ' 123 ' })])).toEqual([ref]);
    expect((await room.directory.read(A, [ref])).get(ref)).toMatchObject({ symbol: '１０－Ａ', number: '１２３' });
  });

  it('answers in the order asked, with null for whom nobody knows', async () => {
    const [one, other] = [await aMember({ number: '1' }), await aMember({ number: '2' })];
    const asked = ['2', '9', '1', '2'].map((number) => anEntry({ number }));
    expect(await room.directory.resolve(A, asked)).toEqual([other, null, one, other]);
    expect(await room.directory.resolve(A, [])).toEqual([]);
  });

  it('finds nobody by a part of the composite', async () => {
    await aMember();
    const parts = [{ branch: null }, { symbol: null }, { insurerNumber: null }];
    expect(
      await room.directory.resolve(
        A,
        parts.map((part) => anEntry(part)),
      ),
    ).toEqual([null, null, null]);
  });

  it('refuses a composite that belongs to somebody, and leaves no row behind', async () => {
    await aMember();
    expect(await room.directory.add(A, randomUUID(), anEntry({ name: '別人' }))).toBe(false);
    expect([await countOf('member'), await countOf('member_index')]).toEqual([1, 1]);
  });

  it('refuses a reference that belongs to somebody', async () => {
    const ref = await aMember();
    expect(await room.directory.add(A, ref, anEntry({ number: '999' }))).toBe(false);
    expect(await room.directory.resolve(A, [anEntry({ number: '999' })])).toEqual([null]);
  });

  it('takes one of two who register the same composite at once', async () => {
    const refs = Array.from({ length: 8 }, () => randomUUID());
    const taken = await Promise.all(refs.map((ref) => room.directory.add(A, ref, anEntry())));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await room.directory.resolve(A, [anEntry()])).toEqual([refs[taken.indexOf(true)]]);
    expect(await countOf('member')).toBe(1);
  });

  it('keeps nothing readable in its tables', async () => {
    const ref = await aMember();
    const { rows } = await room.pool.query(
      `SELECT m.sealed, i.blind_index FROM access.member m JOIN access.member_index i USING (association, ref) WHERE ref = $1`,
      [ref],
    );
    const bytes = Buffer.concat([rows[0].sealed, rows[0].blind_index]);
    for (const text of ['髙﨑', 'タカサキ', '1980-04-01', '06990014', 'name']) expect(bytes.includes(text)).toBe(false);
  });

  it('indexes the same person differently for each association', async () => {
    await aMember();
    await room.directory.add(B, randomUUID(), anEntry());
    const { rows } = await room.pool.query('SELECT blind_index FROM access.member_index');
    expect(new Set(rows.map((row) => row.blind_index.toString('hex'))).size).toBe(2);
  });

  it('shows one association nothing of another', async () => {
    const ref = await aMember();
    expect(await room.directory.resolve(B, [anEntry()])).toEqual([null]);
    expect(await room.directory.read(B, [ref])).toEqual(new Map());
    expect(await room.directory.known(B, [ref])).toEqual(new Set());
    expect(await room.directory.known(A, [ref, randomUUID()])).toEqual(new Set([ref]));
  });

  it('does not open a row that was moved to another reference', async () => {
    const [one, other] = [await aMember({ number: '1' }), await aMember({ number: '2' })];
    await room.pool.query(
      `UPDATE access.member SET (key_id, sealed) = (SELECT key_id, sealed FROM access.member WHERE ref = $1) WHERE ref = $2`,
      [one, other],
    );
    await expect(room.directory.read(A, [other])).rejects.toThrow();
  });
});

describe('a person whose keys were destroyed', () => {
  it('is absent from what is read, and the reference is not given again', async () => {
    const ref = await aMember();
    await room.pool.query('UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE subject = $1', [ref]);
    expect(await room.directory.read(A, [ref])).toEqual(new Map());
    await room.pool.query('TRUNCATE access.member, access.member_index');
    expect(await room.directory.add(A, ref, anEntry())).toBe(false);
  });
});
