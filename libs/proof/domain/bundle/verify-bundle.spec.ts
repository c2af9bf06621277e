import {
  KEY,
  entryAt,
  madeUpFiles,
  positionAt,
  signed,
  zipped,
  type Files,
} from '../../../../test/harness/made-up-bundle.js';
import { BUNDLE_FILES as NAMES } from './bundle-files.js';
import { verifyBundle } from './verify-bundle.js';
import { sourceOfBlob, sourceOfBytes } from '../zip/byte-source.js';

const SIZE = 700;
const CHOSEN = (index: number) => index === 300 || index === 301 || index >= 690;
let whole: Files;
let some: Files;
beforeAll(async () => {
  whole = await signed(await madeUpFiles(SIZE), SIZE);
  some = await signed(await madeUpFiles(SIZE, CHOSEN), SIZE);
});

/** About as long as the directory of such a zip. */
const DIRECTORY_BYTES = 700;
/** So many places, from the first of a stretch on. */
const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + Math.floor(((to - from) * index) / count));

const verify = async (files: Files, keys = [KEY]) => verifyBundle(sourceOfBytes(await zipped(files)), keys);
const counts = ({ checked }: Awaited<ReturnType<typeof verify>>) =>
  Object.fromEntries(checked.map(({ what, count }) => [what, count]));
const altered = (files: Files, name: string, alter: (text: string) => string): Files => ({
  ...files,
  [name]: Buffer.from(alter(files[name]!.toString())),
});
/** The same with a manifest that fits what was altered, signed anew: what somebody who has the key would do. */
const resigned = ({ [NAMES.manifest]: _m, [NAMES.signature]: _s, ...files }: Files) => signed(files, SIZE);
const failuresOf = async (files: Files) =>
  (await verify(files)).failures.map(({ what, position, where }) => [what, where, position]);

describe('a bundle as it was made', () => {
  it('is verified whole: each event, the tree, the records, each file', async () => {
    const report = await verify(whole);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(counts(report)).toEqual({
      'manifest-signature': 1,
      checkpoint: 1,
      entry: SIZE,
      tile: 2,
      root: 1,
      record: 4,
      file: 7,
    });
    expect(report.notPromised).not.toContain('own-keys');
    expect(report.notPromised).not.toContain('selection');
  });

  it('says what it is, and what was not asked of it', async () => {
    const report = await verify(whole);
    expect(report.about).toEqual(
      expect.arrayContaining([
        { what: 'association', value: 'mihon' },
        { what: 'origin', value: KEY.name },
        { what: 'period', value: '2026-04-01 – 2027-03-31' },
        { what: 'made-at', value: '2026-11-29T03:00:00.000Z' },
        { what: 'chains', value: 'open' },
        { what: 'persons', value: 'masked' },
        { what: 'size', value: '700' },
      ]),
    );
    expect(report.notPromised).toContain('restricted-lines');
    const selection = {
      from: '2026-04-01',
      to: '2027-03-31',
      persons: 'named',
      chains: ['open', 'restricted'],
    } as const;
    const { [NAMES.manifest]: _, [NAMES.signature]: __, ...files } = whole;
    const ofOne = await verify(await signed(files, SIZE, { selection: { ...selection, parties: ['p1', 'p2'] } }));
    expect(ofOne.about).toContainEqual({ what: 'parties', value: '2: p1, p2' });
    expect(ofOne.notPromised).toContain('selection');
    expect(ofOne.notPromised).not.toContain('restricted-lines');
  });

  it('is verified where it has a part of the events, the others by their leaves', async () => {
    const report = await verify(some);
    expect(report).toMatchObject({ ok: 'ok', failures: [] });
    expect(counts(report)).toMatchObject({ entry: 12, tile: 1, root: 1 });
    expect(report.notPromised).toContain('selection');
  });

  it.each([0, 1, 255, 256, 257, 512])('is verified over a log of %i events', async (size) => {
    const files = await signed(await madeUpFiles(size), size);
    expect(await verify(files)).toMatchObject({ ok: 'ok', failures: [] });
  });

  it('is verified by its own keys where there are no others, and says what that does not promise', async () => {
    const report = await verify(whole, []);
    expect(report.ok).toBe('ok');
    expect(report.notPromised).toContain('own-keys');
  });

  it('is read with sizes and places of 64 bits, and from a file as browsers have it', async () => {
    const zip = await zipped(some, { zip64: true });
    expect(await verifyBundle(sourceOfBytes(zip), [KEY])).toMatchObject({ ok: 'ok' });
    const seen: number[] = [];
    const onProgress = (bytes: number, of: number) => seen.push(bytes / of);
    expect(await verifyBundle(sourceOfBlob(new Blob([new Uint8Array(zip)])), [KEY], { onProgress })).toMatchObject({
      ok: 'ok',
    });
    expect(seen.at(-1)).toBe(1);
  });

  it('is not believed under another key', async () => {
    const other = { ...KEY, publicKey: new Uint8Array(32).fill(7) };
    expect(await verify(whole, [other])).toMatchObject({ ok: 'cannot-check' });
    expect(await verify(whole, [{ ...KEY, name: 'kiroku.test/log/another' }])).toMatchObject({ ok: 'broken' });
  });
});

describe('what is altered is named', () => {
  it('a byte of an event, by its position', async () => {
    const files = altered(whole, NAMES.events, (text) => text.replace('"event-42"', '"event-43"'));
    expect(await failuresOf(files)).toEqual([
      ['entry-differs', NAMES.events, positionAt(42)],
      ['file-differs', NAMES.events, undefined],
    ]);
    // Even where the log's key signs for it.
    expect(await failuresOf(await resigned(files))).toEqual([['entry-differs', NAMES.events, positionAt(42)]]);
  });

  it('an event together with its leaf, by its block', async () => {
    const line = (index: number) => whole[NAMES.events]!.toString().split('\n')[index]!;
    const other = line(43).replace(positionAt(43), positionAt(42));
    const files = await resigned(altered(whole, NAMES.events, (text) => text.replace(line(42), other)));
    expect(await failuresOf(files)).toEqual([['tile-differs', NAMES.blocks, positionAt(0)]]);
    const last = await resigned(
      altered(whole, NAMES.events, (text) =>
        text.replace(line(699), line(43).replace(positionAt(43), positionAt(699))),
      ),
    );
    expect(await failuresOf(last)).toEqual([['root-differs', undefined, undefined]]);
  });

  it('swapped lines, a line that is missing, one that comes twice, and one behind the end', async () => {
    const lines = whole[NAMES.events]!.toString().split('\n').slice(0, -1);
    const of = async (some: readonly string[]) =>
      failuresOf(await resigned(altered(whole, NAMES.events, () => `${some.join('\n')}\n`)));
    const swapped = lines.with(10, lines[11]!).with(11, lines[10]!);
    expect((await of(swapped))[0]).toEqual(['position-missing', NAMES.events, positionAt(10)]);
    expect((await of(lines.toSpliced(300, 1)))[0]).toEqual(['position-missing', NAMES.events, positionAt(300)]);
    expect((await of(lines.toSpliced(300, 0, lines[299]!)))[0]).toEqual([
      'position-doubled',
      NAMES.events,
      positionAt(299),
    ]);
    expect((await of(lines.slice(0, -1)))[0]).toEqual(['position-missing', NAMES.events, positionAt(699)]);
    expect((await of(lines.slice(0, 512)))[0]).toEqual(['position-missing', NAMES.events, positionAt(512)]);
    const behind = lines.at(-1)!.replace(positionAt(699), positionAt(700));
    expect((await of([...lines, behind]))[0]).toEqual(['not-included', NAMES.events, positionAt(700)]);
    for (const position of ['0'.repeat(16), '9'.repeat(16)]) {
      const nowhere = lines.with(5, lines[5]!.replace(positionAt(5), position));
      expect((await of(nowhere))[0]).toEqual(['bytes-unreadable', NAMES.events, positionAt(5)]);
    }
    expect((await of(lines.with(5, 'no line')))[0]).toEqual(['bytes-unreadable', NAMES.events, positionAt(5)]);
  });

  it('a record that rests on no event of the bundle, by its line', async () => {
    const files = altered(some, NAMES.provisions, (text) => text.replace(positionAt(301), positionAt(302)));
    expect(await failuresOf(files)).toEqual([
      ['record-differs', `${NAMES.provisions}:2`, positionAt(302)],
      ['file-differs', NAMES.provisions, undefined],
    ]);
    const words = altered(some, NAMES.provisions, (text) => text.replace('"r300"', '"r999"'));
    expect(await failuresOf(words)).toEqual([['file-differs', NAMES.provisions, undefined]]);
  });

  it.each([NAMES.checkpoint, NAMES.blocks, NAMES.keys, 'rulesets/jp.json'])('a byte of %s', async (name) => {
    const bytes = Buffer.from(whole[name]!);
    bytes[2]! ^= 1;
    const report = await verify({ ...whole, [name]: bytes });
    expect(report.ok).toBe('broken');
    expect(report.failures.map(({ where }) => where)).toContain(name);
  });

  it('a word of the manifest', async () => {
    const files = altered(whole, NAMES.manifest, (text) => text.replace('"auditor"', '"officer"'));
    expect(await failuresOf(files)).toEqual([['file-differs', NAMES.manifest, undefined]]);
  });

  it('a size that no tree has, which nothing is set aside for', async () => {
    const size = Number.MAX_SAFE_INTEGER;
    const files = altered(whole, NAMES.manifest, (text) => text.replace('"size":700', `"size":${size}`));
    const { [NAMES.checkpoint]: _, ...unsigned } = files;
    const failures = await failuresOf(unsigned);
    expect(failures).toContainEqual(['file-differs', NAMES.manifest, undefined]);
    expect(failures).toContainEqual(['file-differs', NAMES.blocks, undefined]);
  });

  it('a manifest without its selection', async () => {
    const files = altered(whole, NAMES.manifest, (text) => text.replace('"selection"', '"selected"'));
    expect(await verify(files)).toMatchObject({ ok: 'cannot-check', failures: [{ what: 'unreadable' }] });
  });

  it('a signature under the manifest that is another', async () => {
    const files = altered(whole, NAMES.signature, (text) => {
      const at = text.lastIndexOf('=') - 8;
      return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    });
    expect(await failuresOf(files)).toEqual([['signature-wrong', NAMES.signature, undefined]]);
  });

  it('a file that is missing, and one too many', async () => {
    const { 'rulesets/jp.json': _, ...less } = whole;
    expect(await failuresOf(less)).toEqual([['file-missing', 'rulesets/jp.json', undefined]]);
    expect(await failuresOf({ ...whole, 'more.txt': Buffer.from('x') })).toEqual([
      ['file-surplus', 'more.txt', undefined],
    ]);
    const { [NAMES.events]: __, ...without } = whole;
    expect((await verify(await signedWithout(without))).ok).toBe('broken');
  });

  it('a checkpoint of another tree, though the manifest fits it', async () => {
    const other = await madeUpFiles(SIZE + 1);
    const files = await resigned({ ...whole, [NAMES.checkpoint]: other[NAMES.checkpoint]! });
    expect((await failuresOf(files)).map(([what]) => what)).toContain('file-differs');
    expect((await verify(files)).ok).toBe('broken');
  });
});

/** A manifest that names no events at all: signed, and yet nothing could be computed from it. */
async function signedWithout(files: Files): Promise<Files> {
  const { [NAMES.manifest]: _, [NAMES.signature]: __, ...rest } = files;
  const all = await signed({ ...rest, [NAMES.events]: Buffer.from('') }, SIZE);
  const { [NAMES.events]: ___, ...without } = all;
  return without;
}

describe('what is no bundle', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no zip', Buffer.from(entryAt(1).repeat(10))],
  ])('%s cannot be checked', async (_, bytes) => {
    expect(await verifyBundle(sourceOfBytes(bytes), [KEY])).toMatchObject({ ok: 'cannot-check' });
  });

  it('a zip without a manifest, or with one of another format, cannot be checked', async () => {
    expect(await verify({ 'a.txt': Buffer.from('a') })).toMatchObject({ ok: 'cannot-check' });
    const other = altered(whole, NAMES.manifest, (text) => text.replace('bundle/v1', 'bundle/v9'));
    expect(await verify(other)).toMatchObject({ ok: 'cannot-check' });
  });

  it('a zip that was cut off cannot be checked, and one altered anywhere is still answered by a report', async () => {
    const zip = await zipped(await signed(await madeUpFiles(3), 3));
    const answers: string[] = [];
    // Everywhere, and closely where the directory is, by which everything else is found.
    const places = [...evenly(0, zip.length, 300), ...evenly(zip.length - DIRECTORY_BYTES, zip.length, 200)];
    for (const at of places) {
      const bytes = Buffer.from(zip);
      bytes[at]! ^= 0x55;
      answers.push((await verifyBundle(sourceOfBytes(bytes), [KEY])).ok);
    }
    expect(answers.filter((answer) => answer !== 'ok').length).toBeGreaterThan(answers.length / 2);
    for (const length of evenly(0, zip.length, 100))
      expect((await verifyBundle(sourceOfBytes(zip.subarray(0, length)), [KEY])).ok).toBe('cannot-check');
  });
});
