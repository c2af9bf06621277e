import { randomBytes, randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { aDirectory, anEntry } from '../testing/a-directory.js';
import { DirectoryRows } from './directory-rows.js';

const [A, B] = ['kumiai-a', 'kumiai-b'];
let database: TestDatabase;
let room: Awaited<ReturnType<typeof aDirectory>>;
beforeAll(async () => {
  database = await createTestDatabase();
  room = await aDirectory(database.url);
});
afterEach(() => room.empty());
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

  it('finds a person by the own key, which is apart from every number', async () => {
    const ref = await aMember({ ownKey: 'S-1001' });
    expect(await room.directory.resolve(A, [{ ownKey: 'Ｓ－１００１' }, anEntry({ number: 'S-1001' })])).toEqual([
      ref,
      null,
    ]);
    expect(await room.directory.resolve(B, [{ ownKey: 'S-1001' }])).toEqual([null]);
    expect((await room.directory.read(A, [ref])).get(ref)).toEqual(anEntry({ ownKey: 'S-1001' }));
  });

  it('refuses an own key that belongs to somebody, and leaves the composite free', async () => {
    await aMember({ ownKey: 'S-1001' });
    const other = anEntry({ number: '999', ownKey: 'S-1001' });
    expect(await room.directory.add(A, randomUUID(), other)).toBe(false);
    expect(await room.directory.resolve(A, [anEntry({ number: '999' })])).toEqual([null]);
    expect([await countOf('member'), await countOf('member_index')]).toEqual([1, 2]);
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

describe('the search by name and birth date', () => {
  const search = (described: object, association = A) =>
    room.directory.search(association, { birthDate: '1980-04-01', ...described }, 20);

  it('finds by the name or by its kana, in other variants, width and syllabary', async () => {
    const ref = await aMember();
    expect(await search({ name: '高崎　見本' })).toEqual([ref]);
    expect(await search({ kana: 'ﾀｶｻｷﾐﾎﾝ' })).toEqual([ref]);
    expect(await search({ kana: 'たかさき みほん', name: '誰か' })).toEqual([ref]);
  });

  it('finds everybody of one name and one birth date, some at a time', async () => {
    const refs = [await aMember({ number: '1' }), await aMember({ number: '2', name: '高崎 見本' })].sort();
    expect(await search({ name: '髙﨑 見本' })).toEqual(refs);
    const described = { name: '髙﨑 見本', birthDate: '1980-04-01' };
    expect(await room.directory.search(A, described, 1)).toEqual(refs.slice(0, 1));
  });

  it('finds nobody by a part, by another birth date, by none, nor by a name among kana', async () => {
    await aMember();
    await aMember({ number: '2', name: '誕生日 不明', birthDate: null });
    expect(await search({ name: '高崎' })).toEqual([]);
    expect(await search({ name: '髙﨑 見本', birthDate: '1980-04-02' })).toEqual([]);
    expect(await search({ name: '誕生日 不明', birthDate: null })).toEqual([]);
    expect(await search({ name: 'タカサキ ミホン' })).toEqual([]);
    expect(await search({ name: '・' })).toEqual([]);
  });

  it('finds nobody of another association, and leaves no row of whom it could not enter', async () => {
    await aMember();
    expect(await search({ name: '髙﨑 見本' }, B)).toEqual([]);
    expect(await room.directory.add(A, randomUUID(), anEntry({ name: '別人' }))).toBe(false);
    expect(await search({ name: '別人' })).toEqual([]);
  });

  it('finds whoever was entered before, once the person is made searchable', async () => {
    const ref = await aMember();
    await room.pool.query('TRUNCATE access.member_search');
    expect(await search({ name: '髙﨑 見本' })).toEqual([]);
    for (let twice = 0; twice < 2; twice += 1) await room.directory.makeSearchable(A, ref, anEntry());
    expect(await search({ name: '髙﨑 見本' })).toEqual([ref]);
  });

  it('keeps nothing readable, and other digests for each association', async () => {
    await aMember();
    await room.directory.add(B, randomUUID(), anEntry());
    const { rows } = await room.pool.query('SELECT digest FROM access.member_search');
    expect(new Set(rows.map(({ digest }) => digest.toString('hex'))).size).toBe(4);
  });
});

describe('a person whose keys were destroyed', () => {
  it('is absent from what is read, and the reference is not given again', async () => {
    const ref = await aMember();
    await room.pool.query('UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE subject = $1', [ref]);
    expect(await room.directory.read(A, [ref])).toEqual(new Map());
    await room.empty();
    expect(await room.directory.add(A, ref, anEntry())).toBe(false);
  });
});

it('names references to which something leads without an entry, and nobody else', async () => {
  const rows = new DirectoryRows(room.pool, room.provider);
  const [entered, held, searched, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await room.directory.add(A, entered, anEntry());
  expect(await rows.withoutEntry(A)).toEqual([]);
  const bytes = randomBytes(32);
  await room.pool.query(
    `INSERT INTO access.member_index (association, blind_index, ref) VALUES ($1, $3, $4), ($2, $3, $5)`,
    [A, B, bytes, held, other],
  );
  await room.pool.query(
    `INSERT INTO access.member_search (association, digest, ref) VALUES ($1, $2, $3), ($1, $2, $4)`,
    [A, bytes, searched, entered],
  );
  expect(await rows.withoutEntry(A)).toEqual([held, searched].sort());
  expect(await rows.withoutEntry(B)).toEqual([other]);
});
