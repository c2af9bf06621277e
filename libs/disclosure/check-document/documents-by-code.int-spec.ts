import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createDataSource, createPool, migrate } from '#platform';
import { checkCodeOf, codeSha256 } from '#proof';
import { Access1760000001000 } from '#access';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { Disclosure1760000003000 } from '../migrations/1760000003000-disclosure.js';
import { Documents1760000085500 } from '../migrations/1760000085500-documents.js';
import { DocumentsByCode1760000085600 } from '../migrations/1760000085600-documents-by-code.js';
import { DocumentsByCode } from './documents-by-code.js';

const CODE = checkCodeOf(new Uint8Array(10).fill(9));
const OTHER = checkCodeOf(new Uint8Array(10).fill(8));
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [
    Access1760000001000,
    Disclosure1760000003000,
    Documents1760000085500,
    DocumentsByCode1760000085600,
  ];
  const source = await createDataSource({ url: database.url, migrations }).initialize();
  await migrate(source);
  await source.destroy();
  pool = createPool(database.url);
  await insert('kumiai-a', CODE, null);
  await insert('kumiai-b', OTHER, randomUUID());
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function insert(association: string, code: string, replacedBy: string | null) {
  return pool.query(
    `INSERT INTO disclosure.document (association, document_id, member_ref, kind, format, language, issued_on, sha256, bytes,
       data_sha256, code_sha256, replaced_by, issued_at, position, leaf_hash)
     VALUES ($1, $2, $3, 'DECISION_NOTICE', 'PDF', 'ja', '2026-06-01', 'aa', 3, 'bb', $4, $5, now(), 7, 'cc')`,
    [association, randomUUID(), randomUUID(), codeSha256(code), replacedBy],
  );
}

describe('a document by its code', () => {
  it('is told of any association, and nothing of a person', async () => {
    const documents = new DocumentsByCode(pool);
    const told = {
      association: 'kumiai-a',
      kind: 'DECISION_NOTICE',
      format: 'PDF',
      language: 'ja',
      issuedOn: '2026-06-01',
      sha256: 'aa',
      position: '0000000000000007',
      isReplaced: false,
    };
    expect(await documents.find(CODE)).toEqual(told);
    expect(await documents.find(` ${CODE.toLowerCase().replaceAll('-', ' ')} `)).toEqual(told);
    expect(await documents.find(OTHER)).toMatchObject({ association: 'kumiai-b', isReplaced: true });
  });

  it('is refused alike where it is no code and where it is nobody’s, after the same question', async () => {
    const asked: unknown[][] = [];
    const watched = {
      query: (sql: string, values: unknown[]) => {
        asked.push([sql, String(values[0]).length]);
        return pool.query(sql, values);
      },
    } as unknown as Pool;
    const documents = new DocumentsByCode(watched);
    for (const typed of [checkCodeOf(new Uint8Array(10)), 'no code', '*'])
      await expect(documents.find(typed)).rejects.toMatchObject({ code: 'document-code-unknown' });
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map((one) => JSON.stringify(one))).size).toBe(1);
  });
});
