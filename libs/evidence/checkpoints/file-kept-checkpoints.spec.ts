import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointText } from '#proof';
import { FileKeptCheckpoints } from './file-kept-checkpoints.js';

const directory = mkdtempSync(join(tmpdir(), 'kiroku-kept-'));
const kept = new FileKeptCheckpoints(directory);
afterAll(() => rmSync(directory, { recursive: true }));

const noteOf = (size: number, name = 'w.example') =>
  `${checkpointText({ origin: 'log.example/kenpo', size, root: new Uint8Array(32) })}\n\u2014 ${name} AAAAAAAA\n`;

describe('the kept checkpoint', () => {
  it('gives way to one of its size and to larger ones, and to none that is smaller', async () => {
    for (const note of [noteOf(4), noteOf(9), noteOf(9, 'again.example')]) {
      await kept.keep('kenpo', note);
      expect(await kept.last('kenpo')).toBe(note);
    }
    await kept.keep('kenpo', noteOf(8));
    expect(await kept.last('kenpo')).toBe(noteOf(9, 'again.example'));
    expect(readdirSync(directory)).toEqual(['kenpo.checkpoint']);
  });

  it('is replaced by a smaller one where a loss was accepted', async () => {
    await kept.keep('other', noteOf(9));
    await kept.replace('other', noteOf(3));
    expect(await kept.last('other')).toBe(noteOf(3));
    await kept.replace('other', null);
    expect(await kept.last('other')).toBeNull();
  });
});
