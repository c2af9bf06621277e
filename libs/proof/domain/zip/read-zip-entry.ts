import type { ByteSource } from './byte-source.js';
import { inflate } from './inflate.js';
import type { ZipEntry } from './zip-directory.js';
import { ZipError } from './zip-error.js';

/** So much is read at once: whatever a file's size, this and what it unpacks to is all that is in memory. */
const SLICE_BYTES = 262_144;
/** Without the name. */
export const LOCAL_HEADER_BYTES = 30;
export const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/**
 * The bytes of a file in a zip, piece by piece. Throws a ZipError where it unpacks to more or less than the directory
 * says, so that a small file cannot become a huge one.
 */
export async function* readZipEntry(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const from = await dataPlace(source, entry);
  const packed = slices(source, from, entry.packedBytes);
  let bytes = 0;
  for await (const piece of entry.method === 'stored' ? packed : unpack(packed, entry.name)) {
    bytes += piece.length;
    if (bytes > entry.bytes) throw new ZipError(`${entry.name} is larger than the zip says.`);
    yield piece;
  }
  if (bytes !== entry.bytes) throw new ZipError(`${entry.name} is smaller than the zip says.`);
}

/** A file that is known to be small, whole. */
export async function readSmallZipEntry(source: ByteSource, entry: ZipEntry, bytesMax: number): Promise<Uint8Array> {
  if (entry.bytes > bytesMax) throw new ZipError(`${entry.name} is larger than such a file may be.`);
  const whole = new Uint8Array(entry.bytes);
  let at = 0;
  for await (const piece of readZipEntry(source, entry)) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function dataPlace(source: ByteSource, { offset, packedBytes, name }: ZipEntry): Promise<number> {
  if (offset + LOCAL_HEADER_BYTES > source.size) throw new ZipError(`${name} is not in the zip.`);
  const bytes = await source.read(offset, LOCAL_HEADER_BYTES);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.getUint32(0, true) !== LOCAL_HEADER_SIGNATURE) throw new ZipError(`${name} is not where the zip says.`);
  const place = offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (place + packedBytes > source.size) throw new ZipError(`${name} is not whole.`);
  return place;
}

async function* slices(source: ByteSource, from: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += SLICE_BYTES) yield source.read(from + at, Math.min(SLICE_BYTES, length - at));
}

async function* unpack(packed: AsyncGenerator<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* inflate(packed);
  } catch (error) {
    // What the platform says of packed bytes that are none is another text in each.
    throw error instanceof ZipError ? error : new ZipError(`${name} cannot be unpacked.`, { cause: error });
  }
}
