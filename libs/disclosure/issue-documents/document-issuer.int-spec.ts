import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Access1760000001000, DataKeys, Pseudonyms } from '#access';
import { MemoryEventStore, type AppendRequest, type ProjectionProgress } from '#event-store';
import { FactWriter } from '#ledger';
import { createDataSource, createPool, migrate } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { DocumentHead } from '../domain/documents/issued-document.js';
import { MemberLines } from '../living-lines/member-lines.js';
import { Disclosure1760000003000 } from '../migrations/1760000003000-disclosure.js';
import { Documents1760000085500 } from '../migrations/1760000085500-documents.js';
import { PLAIN_KEYS } from '../testing/plain-keys.js';
import { DocumentFiles } from './document-files.js';
import { DocumentForms, type DrawnDocument } from './document-forms.js';
import { DocumentIssuer, type DocumentOrder } from './document-issuer.js';
import { DocumentSweeper } from './document-sweeper.js';
import './documents.module.js';

const A = 'kumiai-a';
const DAY = 86_400_000;

/** Breaks off once, right before an event is written. */
class BreakingStore extends MemoryEventStore {
  breaks = false;

  override async append(request: AppendRequest) {
    if (this.breaks && request.stream.startsWith('document-')) {
      this.breaks = false;
      throw new Error('broken off');
    }
    return super.append(request);
  }
}

/** The data as every form: what becomes of a file is asked here, not how it looks. */
class PlainForms extends DocumentForms {
  async draw(_: DocumentFormat, { data }: { readonly data: string }): Promise<DrawnDocument> {
    return { bytes: Buffer.from(data), replacedSigns: 2 };
  }
}

let database: TestDatabase;
let pool: Pool;
let keys: DataKeys;
let store: BreakingStore;
let files: DocumentFiles;
let now: Date;
let ref: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [Access1760000001000, Disclosure1760000003000, Documents1760000085500];
  const source = await createDataSource({ url: database.url, migrations }).initialize();
  await migrate(source);
  await source.destroy();
  pool = createPool(database.url);
  keys = new DataKeys(pool, PLAIN_KEYS);
  files = new DocumentFiles(pool, keys);
});
beforeEach(async () => {
  store = new BreakingStore();
  now = new Date();
  ref = randomUUID();
});
afterEach(() => pool.query('TRUNCATE disclosure.document_file'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const clock = { now: () => now };
function issue(over: Partial<DocumentOrder> = {}, text = '見本') {
  const pseudonyms = new Pseudonyms(PLAIN_KEYS);
  const writer = new FactWriter(store, keys);
  const issuer = new DocumentIssuer(files, new PlainForms(), writer, store, pseudonyms, clock);
  const build = ({ code, url }: DocumentHead) => ({
    paper: {
      language: 'ja' as const,
      title: '通知書',
      issuer: '見本健康保険組合',
      addressee: null,
      issuedOn: '',
      blocks: [],
      check: { code, url, promises: [] },
    },
    table: [],
    data: { text },
  });
  return issuer.issue({
    association: A,
    caller: { role: 'officer', subject: 'hanako' },
    causation: null,
    subject: ref,
    kind: 'DECISION_NOTICE',
    of: null,
    format: 'PDF',
    language: 'ja',
    build,
    ...over,
  });
}
const sweep = () => new DocumentSweeper(pool, store, files, clock).sweep();
const kept = async () => (await pool.query(`SELECT FROM disclosure.document_file`)).rowCount;
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('issuing a document', () => {
  it('keeps its file sealed, and tells the log its digests and nothing of what it says', async () => {
    const { issued, isNew } = await issue();
    const [event] = await store.readStream(A, `document-${issued.documentId}`);
    expect([isNew, event!.envelope.type, event!.envelope.subject]).toEqual([true, 'DocumentIssued', ref]);
    expect(event!.envelope.data).toEqual(issued);
    const { bytes, proof } = await files.open({ association: A, documentId: issued.documentId });
    const { code, text } = JSON.parse(proof.data) as { code: string; text: string };
    expect(text).toBe('見本');
    expect(issued).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, dataSha256: sha256(proof.data) });
    expect(issued.codeSha256).toBe(sha256(code.replaceAll('-', '')));
    const { rows } = await pool.query<{ sealed_file: Buffer }>(`SELECT sealed_file FROM disclosure.document_file`);
    expect(rows[0]!.sealed_file.toString('utf8')).not.toContain('見本');
  });

  it('is one document under one idempotency key, and another order under it is refused', async () => {
    const first = await issue({ idempotencyKey: 'k1' });
    const again = await issue({ idempotencyKey: 'k1' }, '別の文');
    expect([first.replacedSigns, again.replacedSigns]).toEqual([2, 2]);
    expect([again.isNew, again.issued, again.position]).toEqual([false, first.issued, first.position]);
    await expect(issue({ idempotencyKey: 'k1', language: 'en' })).rejects.toMatchObject({ code: 'document-differs' });
    await expect(issue({ idempotencyKey: 'k1', subject: null })).rejects.toMatchObject({ code: 'document-differs' });
    const isOf = (data: unknown) => (data as { text: string }).text === '見本';
    expect(await issue({ idempotencyKey: 'k1', isOf })).toMatchObject({ isNew: false });
    const isOther = { idempotencyKey: 'k1', isOf: (data: unknown) => !isOf(data) };
    await expect(issue(isOther)).rejects.toMatchObject({ code: 'document-differs' });
    const others = [await issue({ idempotencyKey: 'k2' }), await issue(), await issue()];
    const byOther = await issue({ idempotencyKey: 'k1', caller: { role: 'officer', subject: 'taro' } });
    expect(new Set([first, ...others, byOther].map(({ issued }) => issued.documentId)).size).toBe(5);
  });

  it('is one where several ask at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, (_, index) => issue({ idempotencyKey: 'k' }, `${index}`)));
    expect(new Set(all.map(({ issued }) => issued.sha256)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await kept()).toBe(1);
  });

  it('goes on where it was broken off between the file and its event', async () => {
    store.breaks = true;
    await expect(issue({ idempotencyKey: 'k' })).rejects.toThrow('broken off');
    expect(await kept()).toBe(1);
    const { issued, isNew } = await issue({ idempotencyKey: 'k' }, '別の文');
    expect(isNew).toBe(true);
    const { proof } = await files.open({ association: A, documentId: issued.documentId });
    expect(JSON.parse(proof.data)).toMatchObject({ text: '見本' });
  });

  it('takes the place of another one', async () => {
    const { issued: first } = await issue();
    const { issued } = await issue({ replaces: first.documentId });
    expect(issued).toMatchObject({ replaces: first.documentId });
  });
});

describe('the sweep', () => {
  it('deletes files of a day ago that are in no event, and keeps all others', async () => {
    store.breaks = true;
    await expect(issue()).rejects.toThrow('broken off');
    const { issued } = await issue();
    await sweep();
    expect(await kept()).toBe(2);
    now = new Date(now.getTime() + 2 * DAY);
    // As if it had been broken off behind its event.
    await pool.query(`UPDATE disclosure.document_file SET is_issued = false`);
    await sweep();
    expect(await kept()).toBe(1);
    expect(await files.find({ association: A, documentId: issued.documentId })).toMatchObject({ issued });
  });

  it('deletes what was sealed by a key that was destroyed; until then it is gone already', async () => {
    const { issued } = await issue();
    const other = await issue({ subject: randomUUID() });
    const ofNobody = await issue({ subject: null });
    await pool.query(`UPDATE access.data_key SET wrapped = NULL, destroyed_at = now() WHERE subject = $1`, [ref]);
    const place = { association: A, documentId: issued.documentId };
    await expect(files.open(place)).rejects.toMatchObject({ code: 'document-gone' });
    await sweep();
    await expect(files.open(place)).rejects.toMatchObject({ code: 'document-gone' });
    expect(await kept()).toBe(2);
    for (const { issued: one } of [other, ofNobody])
      expect((await files.open({ association: A, documentId: one.documentId })).bytes.length).toBe(one.bytes);
    await expect(issue()).rejects.toMatchObject({ code: 'key-destroyed' });
  });
});

it('spares the keys of documents about members, where records of theirs are disposed of', async () => {
  await issue();
  await issue({ subject: null });
  const { rows } = await pool.query(`SELECT key_id FROM disclosure.document_file WHERE member_ref = $1`, [ref]);
  const progress = { waitFor: async () => undefined } as unknown as ProjectionProgress;
  const lines = new MemberLines(pool, progress);
  expect([...(await lines.of(A, [ref], '1')).keyIds]).toEqual(rows.map(({ key_id }) => key_id));
  expect((await lines.of(A, [randomUUID()], '1')).keyIds.size).toBe(0);
});
