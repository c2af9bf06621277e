import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_FILES, formatVerifierKey } from '#proof';
import { KEY, madeUpFiles, signed, zipped } from '../../../test/harness/made-up-bundle.js';
import type { VerifyOptions } from './verify-options.js';
import { verifyTarget } from './verify-target.js';

const key = [formatVerifierKey(KEY)];
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-verify-'));
  const files = await madeUpFiles(3);
  await write('completeness', JSON.stringify({ format: 'kiroku-completeness/v1' }));
  await write('document', '%PDF-1.7\n');
  await write('acknowledgement', 'c2sp.org/tlog-proof@v1\n');
  await write('checkpoint', files[BUNDLE_FILES.checkpoint]!);
  await write('bundle', await zipped(await signed(files, 3)));
});
afterAll(() => rm(directory, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => writeFile(join(directory, name), content);
const verify = (target: string, options: Partial<VerifyOptions> = {}) =>
  verifyTarget({ target, key, json: false, lang: 'en', ...options });
const leaf = 'a'.repeat(64);

describe('an option of the verifier', () => {
  it.each<[string, string, Partial<VerifyOptions>]>([
    ['bundle', '--max-age', { maxAge: '60' }],
    ['bundle', '--stamp-max-age', { stampMaxAge: '60' }],
    ['bundle', '--older', { older: 'x' }],
    ['bundle', '--leaf', { leaf }],
    ['bundle', '--token', { token: 't' }],
    ['checkpoint', '--entry', { entry: 'x' }],
    ['checkpoint', '--proof', { proof: 'x' }],
    ['document', '--older', { older: 'x' }],
    ['completeness', '--leaf', { leaf }],
    ['acknowledgement', '--older', { older: 'x' }],
    ['acknowledgement', '--tsa', { stampFailure: async () => async () => null }],
  ])('that does not apply to a %s is refused: %s', async (name, option, options) => {
    await expect(verify(join(directory, name), options)).rejects.toThrow(`${option}: does not apply to a ${name}.`);
  });

  it('that asks an age is heard of a checkpoint that says none', async () => {
    const checkpoint = join(directory, 'checkpoint');
    expect(await verify(checkpoint)).toMatchObject({ ok: 'ok' });
    expect(await verify(checkpoint, { maxAge: '60' })).toMatchObject({
      ok: 'cannot-check',
      failures: [{ what: 'no-time' }],
    });
  });

  it('sends no token to a log whose keys the reader does not have, nor where others could read it', async () => {
    const token = 'secret';
    await expect(verify('https://ledger.example/v1/log/mihon', { token, key: [] })).rejects.toThrow('--key');
    await expect(verify('http://ledger.example/v1/log/mihon', { token })).rejects.toThrow('https');
  });
});
