import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey } from '#proof';
import { runCommand } from '../run-command.js';
import { EvidenceBroken } from '../witness/outcome.js';
import { aLogKey, MadeUpLog } from '../witness/testing/made-up-log.js';
import { WitnessState } from '../witness/witness-state.js';

let log: MadeUpLog;
let directory: string;
let said: string;
const [out, err] = [process.stdout.write, process.stderr.write];

beforeEach(async () => {
  log = new MadeUpLog();
  directory = mkdtempSync(join(tmpdir(), 'kiroku-witness-'));
  log.announce(aLogKey(log.origin), 1);
  log.line('m1');
  await log.open();
  await log.publish();
  said = '';
  for (const stream of [process.stdout, process.stderr])
    stream.write = (text: unknown) => ((said += String(text)), true);
});

afterEach(async () => {
  [process.stdout.write, process.stderr.write] = [out, err];
  process.exitCode = 0;
  await log.close();
  rmSync(directory, { recursive: true, force: true });
});

/** As a person types it. */
const kiroku = (...words: string[]) => runCommand(words);

describe('kiroku witness', () => {
  const first = () => kiroku('witness', '--log', log.url, '--state', directory, '--key', log.published[0]!.key);

  it('follows a log, clears a failure that was looked into, and trusts one more key', async () => {
    expect(await first()).toBe(0);
    const state = WitnessState.open(directory);
    state.fail(new EvidenceBroken('forked'), new Date());
    state.release();
    expect(await kiroku('witness', '--state', directory)).toBe(1);
    process.exitCode = 0;
    expect(await kiroku('witness', 'clear-failure', '--state', directory, '--because', 'it was a drill')).toBe(0);
    const key = formatVerifierKey(aLogKey(log.origin).verifier);
    expect(await kiroku('witness', 'trust-key', '--state', directory, '--key', key)).toBe(0);
    expect(readFileSync(join(directory, 'witness.json'), 'utf8')).toContain(key);
    expect(await kiroku('witness', '--state', directory)).toBe(0);
  });

  it.each([
    ['nothing', []],
    ['no directory', ['clear-failure', '--because', 'x']],
    ['an unknown option', ['trust-key', '--wrong']],
    ['no failure', ['clear-failure', '--state', 'there', '--because', 'x']],
  ])('ends with 2, which is no word on the evidence, where it is told %s', async (_, words) => {
    const placed = words.map((word) => (word === 'there' ? directory : word));
    expect(await kiroku('witness', ...placed)).toBe(2);
    expect(said).not.toBe('');
  });

  it('says why the log took no cosignature and who has to do what, and that it took one', async () => {
    await first();
    const problem = { code: 'witness-not-announced', title: 'An officer has to announce it' };
    log.instead.set('cosignatures', (response) => void response.writeHead(403).end(JSON.stringify(problem)));
    said = '';
    expect(await kiroku('witness', '--state', directory, '--post', '--lang', 'en')).toBe(2);
    expect(said).toContain('witness-not-announced: An officer has to announce it');
    expect(said).toMatch(/by POST \/v1\/witnesses:\n {4}\{"key": "\S+\+[0-9a-f]{8}\+\S+"\}/);
    log.instead.clear();
    said = '';
    expect(await kiroku('witness', '--state', directory, '--post', '--lang', 'en')).toBe(0);
    expect(said).toContain('The log took the cosignature');
  });

  it('tells a log that is not there from one that does not answer', async () => {
    log.instead.set('checkpoint', (response) => void response.writeHead(404).end('{}'));
    expect(await first()).toBe(2);
    expect(said).toContain('no-such-log');
  });

  it('says what the log says where it does not hand out what a replay needs, and cosigns that it grew', async () => {
    const token = join(directory, 'token');
    writeFileSync(token, 'a');
    const replay = ['--replay', '--token-file', token];
    const where = ['--log', log.url, '--state', directory, '--key', log.published[0]!.key];
    expect(await kiroku('witness', ...where, ...replay)).toBe(2);
    expect(said).toContain('--because');
    expect(await kiroku('witness', ...where, ...replay, '--because', 'an audit')).toBe(2);
    expect(said).toMatch(/not-permitted: .*\n {2}found: 401 reasons/);
    expect(said).toMatch(/\S+\/kiroku-witness\+[0-9a-f]{8}\+/);
    expect(readFileSync(join(directory, 'checkpoint'), 'utf8')).toContain('/kiroku-witness ');
    // No key is made for a word that is not given.
    expect(existsSync(join(directory, 'signing-key.replay'))).toBe(false);
  });

  it('ends with 2 where its state follows another log', async () => {
    expect(await first()).toBe(0);
    expect(await kiroku('witness', '--log', 'https://ledger.example/v1/log/b', '--state', directory)).toBe(2);
    expect(said).toContain('no other log');
  });
});

describe('kiroku verify', () => {
  it('tells what the programs in a bundle and of the check page are to be', async () => {
    expect(await kiroku('verify', '--digests')).toBe(0);
    expect(said).toMatch(/^([0-9a-f]{64} {2}(index\.html|verify\.mjs|check\.js)\n){3}$/);
    expect(new Set(said.split('\n')).size).toBe(4);
  });

  it('says in Japanese as well what is wrong with how it was asked', async () => {
    expect(await kiroku('verify', '--lang', 'ja')).toBe(2);
    expect(said).toBe('kiroku: 検証するものを指定してください: ファイル、ログのアドレス、又は --live。\n');
    said = '';
    expect(await kiroku('verify', 'nowhere', '--lang', 'ja')).toBe(2);
    expect(said).toBe('kiroku: nowhere を読み取れません。\n');
    said = '';
    expect(await kiroku('verify', 'nowhere', '--wrong', '--lang', 'ja')).toBe(2);
    expect(said).toBe('不明なオプションです: --wrong\n');
  });

  it.each([[[]], [['--wrong']], [['nowhere', '--lang', 'fr']]])(
    'ends with 2, which is no word on the evidence, where it is asked %j',
    async (words) => expect(await kiroku('verify', ...words)).toBe(2),
  );
});
