import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import {
  checkpointText,
  cosign,
  ED25519_COSIGNATURE,
  formatNote,
  formatVerifierKey,
  parseNote,
  type VerifierKey,
} from '#proof';
import { AnAuthority } from '../../../test/harness/an-authority.js';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { anEvidence } from '../testing/an-evidence.js';
import { Found } from './found.js';
import { checkOthersWords } from './others-words-check.js';

const A = 'kenpo';
const TEXT = checkpointText({ origin: 'kiroku.test/log/kenpo', size: 2, root: new Uint8Array(32) });
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const WITNESS: VerifierKey = { name: 'w.example', type: ED25519_COSIGNATURE, publicKey: new Uint8Array(raw) };
const sign = async (message: Uint8Array) => new Uint8Array(signWith(null, message, privateKey));

let database: TestDatabase;
let pool: Pool;
let end: () => Promise<void>;
let client: PoolClient;
let authority: AnAuthority;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ pool, end } = await anEvidence(database.url));
  authority = new AnAuthority();
  client = await pool.connect();
  const note = formatNote({ text: TEXT, signatures: [{ name: 'x', keyId: 1, bytes: new Uint8Array(64) }] });
  await client.query(
    `INSERT INTO evidence.checkpoint (association, size, root, note, signed_at) VALUES ($1, 2, $2, $3, now())`,
    [A, Buffer.alloc(32), note],
  );
  await client.query(
    `INSERT INTO evidence.checkpoint_timestamp (association, size, reply, stamped_at) VALUES ($1, 2, $2, now())`,
    [A, authority.replyOn(TEXT)],
  );
  const cosigned = formatNote({ text: TEXT, signatures: [await cosign(TEXT, 1_780_272_000, WITNESS, sign)] });
  await client.query(
    `INSERT INTO evidence.cosignature (association, size, key, line, cosigned_at) VALUES ($1, 2, $2, $3, now())`,
    [A, formatVerifierKey(WITNESS), cosigned.slice(TEXT.length + 1)],
  );
});
afterAll(async () => {
  client.release();
  await end();
  await database.drop();
  await authority.close();
});

/** What is found after a superuser changed something; nothing of it stays. */
async function after(statement: string, values: readonly unknown[] = []) {
  await client.query('BEGIN');
  if (statement !== '') await client.query(statement, [...values]);
  const found = new Found();
  await checkOthersWords(client, A, found);
  await client.query('ROLLBACK');
  const { checked, failures } = found.report();
  return {
    checked: checked.map(({ what, count }) => `${what} ${count}`),
    failures: failures.map(({ what, where, position }) => `${what} ${where} ${Number(position)}`),
  };
}

describe('what others said of checkpoints', () => {
  it('is held to them', async () => {
    expect(await after('')).toEqual({ checked: ['timestamp 1', 'cosignature 1'], failures: [] });
  });

  it('is named where it is of another checkpoint, or its own is gone', async () => {
    const other = await after(`UPDATE evidence.checkpoint_timestamp SET reply = $1`, [authority.replyOn('another')]);
    expect(other.failures).toEqual([`timestamp-wrong ${A} timestamp 2`]);
    const line = parseNote(`x\n\n${'\u2014'} w.example ${'A'.repeat(100)}\n`);
    const forged = await after(`UPDATE evidence.cosignature SET line = $1`, [
      formatNote(line).slice(line.text.length + 1),
    ]);
    expect(forged.failures).toEqual([`signature-wrong ${A} cosignature w.example 2`]);
    const gone = await after(`DELETE FROM evidence.checkpoint`);
    expect(gone).toEqual({
      checked: [],
      failures: [`timestamp-wrong ${A} timestamp 2`, `signature-wrong ${A} cosignature w.example 2`],
    });
    expect((await after(`UPDATE evidence.checkpoint SET note = 'none'`)).failures).toHaveLength(2);
  });
});
