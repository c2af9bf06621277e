import { madeUpFiles, signed, zipped, KEY, type Files } from '../../../../test/harness/made-up-bundle.js';
import { verifyBundle } from '../bundle/verify-bundle.js';
import { sourceOfBytes } from './byte-source.js';

const SIZE = 3;
let files: Files;
let zip: Buffer;
beforeAll(async () => {
  files = await signed(await madeUpFiles(SIZE), SIZE);
  zip = await zipped(files);
});

const verify = (bytes: Buffer) => verifyBundle(sourceOfBytes(bytes), [KEY]);
const END_BYTES = 22;
const endOf = (bytes: Buffer) => bytes.length - END_BYTES;
const directoryOf = (bytes: Buffer) => bytes.readUInt32LE(endOf(bytes) + 16);

/** The same bytes with some put in at a place, and the directory told of it where it stands behind. */
function withBytes(bytes: Buffer, at: number, more: Buffer): Buffer {
  const all = Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  if (at > directoryOf(bytes)) return all;
  for (let entry = directoryOf(bytes) + more.length; entry < endOf(all);) {
    if (all.readUInt32LE(entry + 42) >= at) all.writeUInt32LE(all.readUInt32LE(entry + 42) + more.length, entry + 42);
    entry += 46 + all.readUInt16LE(entry + 28) + all.readUInt16LE(entry + 30) + all.readUInt16LE(entry + 32);
  }
  all.writeUInt32LE(directoryOf(bytes) + more.length, endOf(all) + 16);
  return all;
}

function changed(change: (bytes: Buffer, directory: number) => void): Buffer {
  const bytes = Buffer.from(zip);
  change(bytes, directoryOf(bytes));
  return bytes;
}

/** A second zip behind the directory, found by those who look for an end of 64 bits whether it is needed or not. */
async function withSecondEnd(): Promise<Buffer> {
  const other = await zipped({ ...files, 'events.ndjson': Buffer.from('forged') });
  const [start, body] = [endOf(zip), other.subarray(0, endOf(other))];
  for (let entry = directoryOf(other); entry < body.length;) {
    body.writeUInt32LE(body.readUInt32LE(entry + 42) + start, entry + 42);
    entry += 46 + body.readUInt16LE(entry + 28) + body.readUInt16LE(entry + 30) + body.readUInt16LE(entry + 32);
  }
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) record.writeBigUInt64LE(BigInt(Object.keys(files).length), at);
  record.writeBigUInt64LE(BigInt(body.length - directoryOf(other)), 40);
  record.writeBigUInt64LE(BigInt(start + directoryOf(other)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + body.length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([zip.subarray(0, start), body, record, locator, zip.subarray(start)]);
}

describe('a zip that programs could read in two ways', () => {
  it('is none as it is made, with numbers of 32 bits and of 64', async () => {
    expect(await verify(zip)).toMatchObject({ ok: 'ok', failures: [] });
    expect(await verify(await zipped(files, { zip64: true }))).toMatchObject({ ok: 'ok', failures: [] });
    expect(await verify(await zipped(files, { streamed: true }))).toMatchObject({ ok: 'ok', failures: [] });
    expect(await verify(await zipped(files, { streamed: true, zip64: true }))).toMatchObject({ ok: 'ok' });
  });

  const first = 'zip: checkpoint.txt';
  it.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['a second set of files and an end of 64 bits', 'zip: end', withSecondEnd],
    ['a locator of 64 bits alone', 'zip: end', () => withBytes(zip, endOf(zip), Buffer.from('PK\x06\x07'.padEnd(20)))],
    ['a comment', 'zip: end', () => changedComment()],
    ['bytes between the directory and the end', 'zip: end', () => withBytes(zip, endOf(zip), Buffer.alloc(30))],
    ['bytes before the first file', first, () => withBytes(zip, 0, Buffer.from('#!'))],
    [
      'a file between the last one and the directory',
      'zip: directory',
      async () => {
        const more = await zipped({ 'more.txt': Buffer.from('more') });
        return withBytes(zip, directoryOf(zip), more.subarray(0, directoryOf(more)));
      },
    ],
    ['another name in the header of a file', first, () => changed((bytes) => bytes.write('../../evil.txt', 30))],
    ['another way of packing there', first, () => changed((bytes) => bytes.writeUInt16LE(0, 8))],
    ['other flags there', first, () => changed((bytes) => bytes.writeUInt16LE(0x0808, 6))],
    ['another size there', first, () => changed((bytes) => bytes.writeUInt32LE(1, 22))],
    ['a link instead of a file', first, () => changed((bytes, at) => bytes.writeUInt16LE(0o120777, at + 40))],
    [
      'a second name in an extra field',
      first,
      () => changed((bytes, at) => bytes.writeUInt16LE(0x7075, at + 46 + bytes.readUInt16LE(at + 28))),
    ],
  ])('is broken: %s', async (_, where, made) => {
    const report = await verify(await made());
    expect(report.ok).toBe('broken');
    expect(report.failures).toContainEqual({ what: 'file-surplus', where });
  });

  it('is broken where a name leads out of the directory, though the manifest has it too', async () => {
    const outside = { ...(await madeUpFiles(SIZE)), '../evil.json': Buffer.from('{}') };
    const bytes = await zipped(await signed({ ...outside }, SIZE), { rename: (name) => name.replace('../', 'xx/') });
    const report = await verify(Buffer.from(bytes.toString('latin1').replaceAll('xx/evil', '../evil'), 'latin1'));
    expect(report.failures).toContainEqual({ what: 'file-surplus', where: 'zip: ../evil.json' });
  });

  it('is broken where what stands behind a file says another size', async () => {
    const streamed = await zipped(files, { streamed: true });
    const at = streamed.indexOf('PK\x07\x08', 0, 'latin1');
    streamed.writeUInt32LE(streamed.readUInt32LE(at + 12) + 1, at + 12);
    expect((await verify(streamed)).failures).toContainEqual({ what: 'file-surplus', where: first });
  });
});

function changedComment(): Buffer {
  const bytes = Buffer.concat([zip, Buffer.from('see kiroku.example')]);
  bytes.writeUInt16LE(18, endOf(zip) + 20);
  return bytes;
}
