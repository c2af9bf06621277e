import { UUID_BYTES, writeUuid } from './uuid-bytes.js';

/**
 * PostgreSQL's binary form of a one-dimensional array without nulls: number of dimensions, whether there are nulls, type
 * of the elements, their count, lower bound; then each element after its length. node-postgres sends a Buffer as it is,
 * which spares the server and this process the text form of every byte.
 *
 * An array of no element is a dimension of length 0, which the server reads as the empty array.
 */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const INT4_BYTES = 4;

/** Numbers of the types in PostgreSQL's catalogue. */
const TYPE = { bytea: 17, int4: 23, text: 25, uuid: 2950 } as const;

export function textArray(values: readonly string[]): Buffer {
  let size = 0;
  // Three bytes a UTF-16 unit at the most: measuring exactly would read every text twice.
  for (const value of values) size += LENGTH_BYTES + 3 * value.length;
  const target = open(TYPE.text, values.length, size);
  let at = HEADER_BYTES;
  for (const value of values) {
    const length = target.write(value, at + LENGTH_BYTES, 'utf8');
    target.writeInt32BE(length, at);
    at += LENGTH_BYTES + length;
  }
  return target.subarray(0, at);
}

export function byteaArray(values: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const value of values) size += LENGTH_BYTES + value.length;
  const target = open(TYPE.bytea, values.length, size);
  let at = HEADER_BYTES;
  for (const value of values) {
    target.writeInt32BE(value.length, at);
    target.set(value, at + LENGTH_BYTES);
    at += LENGTH_BYTES + value.length;
  }
  return target;
}

/** Whole numbers within 32 bits; another is a RangeError. */
export function int4Array(values: readonly number[]): Buffer {
  const target = open(TYPE.int4, values.length, values.length * (LENGTH_BYTES + INT4_BYTES));
  let at = HEADER_BYTES;
  for (const value of values) {
    target.writeInt32BE(INT4_BYTES, at);
    target.writeInt32BE(value, at + LENGTH_BYTES);
    at += LENGTH_BYTES + INT4_BYTES;
  }
  return target;
}

/** UUIDs in their usual form with hyphens; anything else is a RangeError. */
export function uuidArray(values: readonly string[]): Buffer {
  const target = open(TYPE.uuid, values.length, values.length * (LENGTH_BYTES + UUID_BYTES));
  let at = HEADER_BYTES;
  for (const value of values) {
    target.writeInt32BE(UUID_BYTES, at);
    writeUuid(target, value, at + LENGTH_BYTES);
    at += LENGTH_BYTES + UUID_BYTES;
  }
  return target;
}

function open(type: number, count: number, elementBytes: number): Buffer {
  const target = Buffer.allocUnsafe(HEADER_BYTES + elementBytes);
  target.writeInt32BE(1, 0);
  target.writeInt32BE(0, 4);
  target.writeInt32BE(type, 8);
  target.writeInt32BE(count, 12);
  target.writeInt32BE(1, 16);
  return target;
}
