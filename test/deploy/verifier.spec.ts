import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ALog } from '../../libs/proof/testing/a-log.js';
import { aPdf, anIssuedDocument } from '../harness/an-issued-document.js';
import { KEY, madeUpFiles, signed, zipped } from '../harness/made-up-bundle.js';
import { formatVerifierKey, toBase64, withProof, type VerificationReport } from '#proof';

const run = promisify(execFile);
const log = ALog.of(300);
const key = formatVerifierKey(log.signer.key);
let directory: string;
let verifier: string;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the verifier as it came, in a folder that has nothing but the evidence. */
async function verify(...args: readonly string[]): Promise<Ended> {
  const cwd = join(directory, 'empty');
  const ended = run(process.execPath, [verifier, ...args], { cwd, env: { NODE_PATH: '' } });
  return ended.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );
}

const reportOf = ({ stdout }: Ended) => JSON.parse(stdout) as VerificationReport;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-verifier-'));
  for (const folder of ['one', 'other'])
    await run(process.execPath, ['deploy/bin/bundles.mjs', join(directory, folder)]);
  verifier = join(directory, 'one', 'verifier', 'verify.mjs');
  const evidence = join(directory, 'empty');
  await mkdir(evidence);
  await writeFile(join(evidence, 'acknowledgement'), await log.acknowledgement(256));
  await writeFile(join(evidence, 'entry'), log.entries[256]!);
  await writeFile(join(evidence, 'keys'), `# of the log\n${key}\n`);
  await writeFile(join(evidence, 'note'), await log.checkpoint(7));
  await writeFile(join(evidence, 'bundle'), await zipped(await signed(await madeUpFiles(300), 300)));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe('verify.mjs', () => {
  it('is one file that imports nothing but what Node brings, the same whenever it is made', async () => {
    const text = await readFile(verifier, 'utf8');
    const imported = [...text.matchAll(/\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"|\brequire\(([^)]*)\)/g)];
    const names = imported.map(([, from, direct, required]) => from ?? direct ?? required!);
    expect(names).toContain('node:crypto');
    expect(names.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(await readFile(join(directory, 'other', 'verifier', 'verify.mjs'), 'utf8')).toBe(text);
  });

  it('verifies an acknowledgement by the bytes of its entry, and says what that does not promise', async () => {
    const ended = await verify('acknowledgement', '--entry', 'entry', '--key', 'keys', '--lang', 'ja');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/検証できました[\s\S]*ログへの包含証明[\s\S]*保証しない[\s\S]*事実であること/);
    const leaf = toBase64(log.leaves[256]!);
    expect(await verify('acknowledgement', '--leaf', leaf, '--key', key)).toMatchObject({ code: 0 });
  });

  it('ends with 1 and the position where the evidence is broken', async () => {
    const ended = await verify('acknowledgement', '--leaf', toBase64(log.leaves[255]!), '--key', key, '--json');
    expect(ended.code).toBe(1);
    expect(reportOf(ended).failures).toMatchObject([{ what: 'not-included', position: '0000000000000257' }]);
  });

  it('verifies a bundle, and says loudly where nobody gave a key', async () => {
    const ended = await verify('bundle', '--key', formatVerifierKey(KEY), '--lang', 'en');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^Verified: nothing[\s\S]* 300 {2}entries/);
    const without = await verify('bundle', '--lang', 'en');
    expect(without.stdout).toMatch(/^Verified by the keys that came with it alone.*NOT shown to be genuine/);
  });

  it('verifies a document that was issued: a PDF by the proof in it, another file by the one beside it', async () => {
    const [pdf, csv] = [await aPdf('開示する記録'), Buffer.from('日付,相手方\n')];
    const [one, other] = [await anIssuedDocument(pdf), await anIssuedDocument(csv, { format: 'CSV' })];
    const file = withProof(pdf, one.proof);
    const [changed, proof] = [Buffer.concat([file, csv]), JSON.stringify(other.proof)];
    for (const [name, bytes] of Object.entries({ 'a.pdf': file, 'changed.pdf': changed, 'b.csv': csv, proof }))
      await writeFile(join(directory, 'empty', name), bytes);
    const keyOf = ({ log: { keys } }: typeof one) => formatVerifierKey(keys[0]!);
    const ended = await verify('a.pdf', '--key', keyOf(one), '--lang', 'ja');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(
      /検証できました[^]*確認コード: [^]*発行時のままの書面[^]*保証しない[^]*表示される文章/,
    );
    const refused = await verify('changed.pdf', '--key', keyOf(one), '--json');
    expect([refused.code, reportOf(refused).failures]).toMatchObject([1, [{ what: 'document-update-differs' }]]);
    expect(await verify('b.csv', '--proof', 'proof', '--key', keyOf(other))).toMatchObject({ code: 0, stderr: '' });
    const without = await verify('proof', '--key', keyOf(other), '--json');
    expect([without.code, reportOf(without).failures]).toMatchObject([2, [{ what: 'document-proof-missing' }]]);
  });

  it.each([
    ['no key', ['acknowledgement', '--entry', 'entry'], 'no-key'],
    ['no entry', ['acknowledgement', '--key', 'keys'], 'no-entry'],
    ['a kind that nobody knows', ['entry', '--key', 'keys'], 'unknown-format'],
  ])('ends with 2 where there is %s', async (_, args, what) => {
    const ended = await verify(...args, '--json');
    expect(ended.code).toBe(2);
    expect(reportOf(ended).failures).toMatchObject([{ what }]);
  });

  it.each([
    ['no file', [], /node verify\.mjs/],
    ['a file that is not there', ['nowhere'], /cannot be read/],
    ['a key that is none', ['note', '--key', 'entry'], /verifier key/],
  ])('says how it is asked where it is given %s', async (_, args, words) => {
    const ended = await verify(...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(words);
  });
});
