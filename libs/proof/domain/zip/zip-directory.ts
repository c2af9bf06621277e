import type { ByteSource } from './byte-source.js';
import { viewOf, countAt, findZipEnd } from './zip-end.js';
import { ZipError } from './zip-error.js';

/** A file in a zip as its central directory tells of it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** As it lies in the zip, and unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
  readonly flags: number;
  /** Whether its sizes and its place are written with 64 bits. */
  readonly isLarge: boolean;
  /** A regular file with nothing beside that another reader could take for its name, its kind or its place. */
  readonly isPlain: boolean;
}

/** What a zip holds. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Where it begins: behind the last file. */
  readonly offset: number;
  /** Whether nothing stands between it and the end, nor behind that: see `findZipEnd`. */
  readonly isExact: boolean;
}

const ENTRY_BYTES = 46;
const ENTRY_SIGNATURE = 0x02014b50;
/** A bundle has some dozens of files; a directory of more than this is not read into memory. */
const DIRECTORY_BYTES_MAX = 16_777_216;
const ZIP64_EXTRA = 0x0001;
const ZIP64_EXTRA_BYTES = 24;
const TIME_EXTRA = 0x5455;
const UNKNOWN32 = 0xffffffff;
const ENCRYPTED = 0x0001;
/** Made by Unix, where the upper half of the attributes is a mode. */
const UNIX = 3;
const KIND_OF_FILE = 0o170000;
const REGULAR_FILE = 0o100000;

/** Reads what a zip holds, zip64 too (APPNOTE 4.3, 4.5.3). Throws a ZipError for whatever it does not understand. */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const { offset, bytes, count, isExact } = await findZipEnd(source);
  if (bytes > DIRECTORY_BYTES_MAX || offset + bytes > source.size)
    throw new ZipError('The directory is not in the zip.');
  const view = viewOf(await source.read(offset, bytes));
  const entries: ZipEntry[] = [];
  for (let at = 0; at < bytes;) {
    if (at + ENTRY_BYTES > bytes || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw new ZipError('The directory has something that is no entry.');
    const { entry, next } = readEntry(view, at);
    entries.push(entry);
    at = next;
  }
  if (entries.length !== count) throw new ZipError('The directory has another number of files than it says.');
  return { entries, offset, isExact };
}

function readEntry(view: DataView, at: number): { readonly entry: ZipEntry; readonly next: number } {
  const nameAt = at + ENTRY_BYTES;
  const extraAt = nameAt + view.getUint16(at + 28, true);
  const extraEnd = extraAt + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw new ZipError('The directory ends within an entry.');
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameAt, extraAt - nameAt));
  const flags = view.getUint16(at + 8, true);
  if ((flags & ENCRYPTED) !== 0) throw new ZipError(`${name} is encrypted.`);
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const extras = extrasOf(view, extraAt, extraEnd);
  const large = extras?.find(({ id }) => id === ZIP64_EXTRA);
  const isLarge = sizes.includes(UNKNOWN32);
  const [bytes, packedBytes, offset] = isLarge ? largeSizes(view, sizes, large) : sizes;
  const isPlain =
    next === extraEnd &&
    isRegularFile(view, at) &&
    extras !== null &&
    extras.every(({ id }) => id === TIME_EXTRA || id === ZIP64_EXTRA) &&
    // Some readers take all three from there as soon as it is there, and some what is needed alone.
    (isLarge ? sizes.every((size) => size === UNKNOWN32) && large?.length === ZIP64_EXTRA_BYTES : !large);
  const method = methodOf(view.getUint16(at + 10, true), name);
  const crc = view.getUint32(at + 16, true);
  return {
    entry: { name, method, packedBytes: packedBytes!, bytes: bytes!, crc, offset: offset!, flags, isLarge, isPlain },
    next,
  };
}

/** No link, no directory, on no other disk. */
function isRegularFile(view: DataView, at: number): boolean {
  const mode = view.getUint32(at + 38, true) >>> 16;
  return (
    view.getUint8(at + 5) === UNIX && (mode & KIND_OF_FILE) === REGULAR_FILE && view.getUint16(at + 34, true) === 0
  );
}

function methodOf(code: number, name: string): ZipEntry['method'] {
  if (code === 0) return 'stored';
  if (code === 8) return 'deflated';
  throw new ZipError(`${name} is packed in a way that is not known here.`);
}

interface Extra {
  readonly id: number;
  readonly at: number;
  readonly length: number;
}

/** Null where they do not end where they have to, or one comes twice. */
function extrasOf(view: DataView, from: number, end: number): Extra[] | null {
  const extras: Extra[] = [];
  let at = from;
  while (at + 4 <= end) {
    const extra = { id: view.getUint16(at, true), at: at + 4, length: view.getUint16(at + 2, true) };
    extras.push(extra);
    at = extra.at + extra.length;
  }
  return at === end && new Set(extras.map(({ id }) => id)).size === extras.length ? extras : null;
}

/** Those that do not fit into 32 bits stand in the zip64 extra field, in this order and only as far as they are needed. */
function largeSizes(view: DataView, sizes: readonly number[], extra: Extra | undefined): number[] {
  if (!extra) throw new ZipError('A size is missing.');
  let place = extra.at;
  const end = place + extra.length;
  return sizes.map((size) => {
    if (size !== UNKNOWN32) return size;
    if (place + 8 > Math.min(end, view.byteLength)) throw new ZipError('A size is missing.');
    place += 8;
    return countAt(view, place - 8);
  });
}
