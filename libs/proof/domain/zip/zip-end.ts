import type { ByteSource } from './byte-source.js';
import { ZipError } from './zip-error.js';

const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
const END64_LOCATOR_BYTES = 20;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_BYTES = 56;
const END64_SIGNATURE = 0x06064b50;
/** What a record of 64 bits says of its own size: without its signature and this number. */
const END64_OWN_BYTES = 44n;
/** The longest comment that a zip may end with. */
const COMMENT_BYTES_MAX = 0xffff;
const UNKNOWN16 = 0xffff;
const UNKNOWN32 = 0xffffffff;

/** Where the directory of a zip stands, as the zip's end says. */
export interface ZipEnd {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
  /**
   * Whether every reader finds this end and this directory: no comment, no bytes between the directory and the end, a
   * record of 64 bits only where it is needed, and then right before the end and with the same numbers.
   */
  readonly isExact: boolean;
}

/** Finds the end of a zip (APPNOTE 4.3.14 to 4.3.16). Throws a ZipError where there is none. */
export async function findZipEnd(source: ByteSource): Promise<ZipEnd> {
  const from = Math.max(0, source.size - END_BYTES - COMMENT_BYTES_MAX);
  const tail = viewOf(await source.read(from, source.size - from));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && !isEnd(tail, at)) at -= 1;
  if (at < 0) throw new ZipError('This is no zip file, or its end is missing.');
  const count = tail.getUint16(at + 10, true);
  const bytes = tail.getUint32(at + 12, true);
  const offset = tail.getUint32(at + 16, true);
  const isLast = at + END_BYTES === tail.byteLength;
  const isOneDisk = tail.getUint32(at + 4, true) === 0 && tail.getUint16(at + 8, true) === count;
  const isExact = isLast && isOneDisk;
  const end = from + at;
  if (count === UNKNOWN16 || bytes === UNKNOWN32 || offset === UNKNOWN32) {
    const large = await findLargeEnd(source, end);
    const isSame =
      [large.count, UNKNOWN16].includes(count) &&
      [large.bytes, UNKNOWN32].includes(bytes) &&
      [large.offset, UNKNOWN32].includes(offset);
    return { ...large, isExact: isExact && isSame && large.isExact };
  }
  // Some readers look for the record of 64 bits whether it is needed or not.
  const locator = at - END64_LOCATOR_BYTES;
  const hasLocator = locator >= 0 && tail.getUint32(locator, true) === END64_LOCATOR_SIGNATURE;
  return { offset, bytes, count, isExact: isExact && !hasLocator && offset + bytes === end };
}

function isEnd(tail: DataView, at: number): boolean {
  if (tail.getUint32(at, true) !== END_SIGNATURE) return false;
  return at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength;
}

async function findLargeEnd(source: ByteSource, end: number): Promise<ZipEnd> {
  if (end < END64_LOCATOR_BYTES) throw new ZipError('The zip64 end is missing.');
  const locator = viewOf(await source.read(end - END64_LOCATOR_BYTES, END64_LOCATOR_BYTES));
  const place = countAt(locator, 8);
  if (locator.getUint32(0, true) !== END64_LOCATOR_SIGNATURE || place + END64_BYTES > source.size)
    throw new ZipError('The zip64 end is missing.');
  const record = viewOf(await source.read(place, END64_BYTES));
  if (record.getUint32(0, true) !== END64_SIGNATURE) throw new ZipError('The zip64 end is missing.');
  const [count, bytes, offset] = [countAt(record, 32), countAt(record, 40), countAt(record, 48)];
  const isExact =
    place === end - END64_LOCATOR_BYTES - END64_BYTES &&
    record.getBigUint64(4, true) === END64_OWN_BYTES &&
    record.getBigUint64(16, true) === 0n &&
    countAt(record, 24) === count &&
    locator.getUint32(4, true) === 0 &&
    locator.getUint32(16, true) === 1 &&
    offset + bytes === place;
  return { count, bytes, offset, isExact };
}

/** A number of 64 bits. */
export function countAt(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw new ZipError('A size is larger than any file.');
  return value;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
