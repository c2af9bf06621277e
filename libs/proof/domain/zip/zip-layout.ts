import type { ByteSource } from './byte-source.js';
import type { ZipDirectory, ZipEntry } from './zip-directory.js';
import { countAt, viewOf } from './zip-end.js';
import { LOCAL_HEADER_BYTES, LOCAL_HEADER_SIGNATURE } from './read-zip-entry.js';

/** Names are in UTF-8; with the second one, sizes stand behind a file. */
const UTF8 = 0x0800;
const SIZES_BEHIND = 0x0008;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const DESCRIPTOR_BYTES = 16;
const LARGE_DESCRIPTOR_BYTES = 24;
const METHODS = { stored: 0, deflated: 8 } as const;
/** Such a name stays in the directory that a zip is unpacked into. */
const NAME = /^(?!.*(^|\/)\.{1,2}(\/|$))[\w.-]+(\/[\w.-]+)*$/;

/**
 * Where a zip has more than one reading; null where it has none. Programs find files by the directory, by the headers
 * before the files, or by an older or a newer end: what one of them unpacks must be what was verified. So the files
 * follow one another from the first byte to the directory without a gap, the headers say the same as the directory, and
 * nothing else is there. Whatever another program packed again is refused with it: a bundle is verified as it was made.
 */
export async function ambiguityOf(source: ByteSource, directory: ZipDirectory): Promise<string | null> {
  if (!directory.isExact) return 'zip: end';
  let place = 0;
  for (const entry of directory.entries) {
    const next = entry.isPlain && entry.offset === place ? await endOf(source, entry) : null;
    if (next === null) return `zip: ${entry.name}`;
    place = next;
  }
  return place === directory.offset ? null : 'zip: directory';
}

/** Where an entry ends; null where its header, or what stands behind it, is not what the directory says of it. */
async function endOf(source: ByteSource, entry: ZipEntry): Promise<number | null> {
  const name = new TextEncoder().encode(entry.name);
  const headerBytes = LOCAL_HEADER_BYTES + name.length;
  if (entry.offset + headerBytes + entry.packedBytes > source.size || !NAME.test(entry.name)) return null;
  const bytes = await source.read(entry.offset, headerBytes);
  const header = viewOf(bytes);
  const isBehind = entry.flags === (UTF8 | SIZES_BEHIND);
  const sizes = isBehind ? [0, 0, 0] : [entry.crc, entry.packedBytes, entry.bytes];
  const isSame =
    (isBehind || entry.flags === UTF8) &&
    header.getUint32(0, true) === LOCAL_HEADER_SIGNATURE &&
    header.getUint16(6, true) === entry.flags &&
    header.getUint16(8, true) === METHODS[entry.method] &&
    sizes.every((size, at) => header.getUint32(14 + 4 * at, true) === size) &&
    header.getUint16(26, true) === name.length &&
    header.getUint16(28, true) === 0 &&
    name.every((byte, at) => bytes[LOCAL_HEADER_BYTES + at] === byte);
  const end = entry.offset + headerBytes + entry.packedBytes;
  if (!isSame) return null;
  return isBehind ? endOfDescriptor(source, entry, end) : end;
}

async function endOfDescriptor(source: ByteSource, entry: ZipEntry, at: number): Promise<number | null> {
  const length = entry.isLarge ? LARGE_DESCRIPTOR_BYTES : DESCRIPTOR_BYTES;
  if (at + length > source.size) return null;
  const view = viewOf(await source.read(at, length));
  const [packed, unpacked] = entry.isLarge
    ? [countAt(view, 8), countAt(view, 16)]
    : [view.getUint32(8, true), view.getUint32(12, true)];
  const isSame =
    view.getUint32(0, true) === DESCRIPTOR_SIGNATURE &&
    view.getUint32(4, true) === entry.crc &&
    packed === entry.packedBytes &&
    unpacked === entry.bytes;
  return isSame ? at + length : null;
}
