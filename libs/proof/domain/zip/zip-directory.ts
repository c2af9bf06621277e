import type { ByteSource } from './byte-source.js';
import { ZipError } from './zip-error.js';

/** A file in a zip as its central directory tells of it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** As it lies in the zip, and unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
const END64_LOCATOR_BYTES = 20;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_BYTES = 56;
const END64_SIGNATURE = 0x06064b50;
const ENTRY_BYTES = 46;
const ENTRY_SIGNATURE = 0x02014b50;
/** The longest comment that a zip may end with. */
const COMMENT_BYTES_MAX = 0xffff;
/** A bundle has some dozens of files; a directory of more than this is not read into memory. */
const DIRECTORY_BYTES_MAX = 16_777_216;
const ZIP64_EXTRA = 0x0001;
const UNKNOWN32 = 0xffffffff;
const ENCRYPTED = 0x0001;

/** Reads what a zip holds, zip64 too (APPNOTE 4.3, 4.5.3). Throws a ZipError for whatever it does not understand. */
export async function readZipDirectory(source: ByteSource): Promise<ZipEntry[]> {
  const { offset, bytes, count } = await findDirectory(source);
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
  return entries;
}

interface DirectoryPlace {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
}

async function findDirectory(source: ByteSource): Promise<DirectoryPlace> {
  const from = Math.max(0, source.size - END_BYTES - COMMENT_BYTES_MAX);
  const tail = viewOf(await source.read(from, source.size - from));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && !isEnd(tail, at)) at -= 1;
  if (at < 0) throw new ZipError('This is no zip file, or its end is missing.');
  const count = tail.getUint16(at + 10, true);
  const bytes = tail.getUint32(at + 12, true);
  const offset = tail.getUint32(at + 16, true);
  const isLarge = count === 0xffff || bytes === UNKNOWN32 || offset === UNKNOWN32;
  return isLarge ? findLargeDirectory(source, from + at) : { offset, bytes, count };
}

function isEnd(tail: DataView, at: number): boolean {
  if (tail.getUint32(at, true) !== END_SIGNATURE) return false;
  return at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength;
}

async function findLargeDirectory(source: ByteSource, end: number): Promise<DirectoryPlace> {
  if (end < END64_LOCATOR_BYTES) throw new ZipError('The zip64 end is missing.');
  const locator = viewOf(await source.read(end - END64_LOCATOR_BYTES, END64_LOCATOR_BYTES));
  const place = countAt(locator, 8);
  if (locator.getUint32(0, true) !== END64_LOCATOR_SIGNATURE || place + END64_BYTES > source.size)
    throw new ZipError('The zip64 end is missing.');
  const record = viewOf(await source.read(place, END64_BYTES));
  if (record.getUint32(0, true) !== END64_SIGNATURE) throw new ZipError('The zip64 end is missing.');
  return { count: countAt(record, 32), bytes: countAt(record, 40), offset: countAt(record, 48) };
}

function readEntry(view: DataView, at: number): { readonly entry: ZipEntry; readonly next: number } {
  const nameAt = at + ENTRY_BYTES;
  const extraAt = nameAt + view.getUint16(at + 28, true);
  const next = extraAt + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > view.byteLength) throw new ZipError('The directory ends within an entry.');
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameAt, extraAt - nameAt));
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new ZipError(`${name} is encrypted.`);
  const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const [bytes, packedBytes, offset] = largeSizes(view, sizes, extraAt, view.getUint16(at + 30, true));
  const method = methodOf(view.getUint16(at + 10, true), name);
  return { entry: { name, method, packedBytes: packedBytes!, bytes: bytes!, offset: offset! }, next };
}

function methodOf(code: number, name: string): ZipEntry['method'] {
  if (code === 0) return 'stored';
  if (code === 8) return 'deflated';
  throw new ZipError(`${name} is packed in a way that is not known here.`);
}

/** Those that do not fit into 32 bits stand in the zip64 extra field, in this order and only as far as they are needed. */
function largeSizes(view: DataView, sizes: readonly number[], from: number, length: number): number[] {
  if (!sizes.includes(UNKNOWN32)) return [...sizes];
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_EXTRA) continue;
    let place = at + 4;
    const end = place + view.getUint16(at + 2, true);
    return sizes.map((size) => {
      if (size !== UNKNOWN32) return size;
      if (place + 8 > Math.min(end, view.byteLength)) throw new ZipError('A size is missing.');
      place += 8;
      return countAt(view, place - 8);
    });
  }
  throw new ZipError('A size is missing.');
}

function countAt(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw new ZipError('A size is larger than any file.');
  return value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
