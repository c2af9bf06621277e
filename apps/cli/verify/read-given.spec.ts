import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey } from '#proof';
import { aLogKey } from '../witness/testing/made-up-log.js';
import { readKeys } from './read-given.js';

const [one, two] = [aLogKey('example.com/log'), aLogKey('example.com/log')].map(({ verifier }) =>
  formatVerifierKey(verifier),
);
let directory: string;

beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'kiroku-keys-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function read(text: string): Promise<string[]> {
  const file = join(directory, 'keys');
  writeFileSync(file, text);
  return (await readKeys([file])).map(formatVerifierKey);
}

describe('keys that are given', () => {
  it('are read from a text, from a file of lines, and from what a log answers on its keys', async () => {
    expect((await readKeys([one!])).map(formatVerifierKey)).toEqual([one]);
    expect(await read(`# of the log\n${one}\n\n${two}\n`)).toEqual([one, two]);
    const answer = {
      origin: 'example.com/log',
      keys: [
        { key: one, announced: {} },
        { key: two, retired: null },
      ],
    };
    expect(await read(JSON.stringify(answer, null, 2))).toEqual([one, two]);
  });

  it.each(['{"keys":[{}]}', '{"keys":3}', '{', 'hello'])('that are none are refused: %s', async (text) => {
    await expect(read(text)).rejects.toThrow('verifier key');
  });
});
