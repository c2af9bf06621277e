/** What a reply of a time-stamping authority says, whoever made it: nothing of it is believed here. */
export interface TimestampClaims {
  /** SHA-256 of what was stamped. */
  readonly imprint: Uint8Array;
  readonly time: Date;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
const OID = 0x06;
const GENERALIZED_TIME = 0x18;
const CONTENT = 0xa0;
/** 1.2.840.113549.1.7.2, 1.2.840.113549.1.9.16.1.4 and 2.16.840.1.101.3.4.2.1. */
const SIGNED_DATA = '2a864886f70d010702';
const TST_INFO = '2a864886f70d0109100104';
const SHA_256 = '608648016503040201';
const IMPRINT_BYTES = 32;

interface Value {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads imprint and time out of a reply (TimeStampResp of RFC 3161, DER) without any library; null where it is none.
 * Who signed it takes `verifyTimestamp`.
 */
export function timestampClaims(reply: Uint8Array): TimestampClaims | null {
  try {
    const [, token] = within(one(reply), SEQUENCE);
    const [type, content] = within(token, SEQUENCE);
    if (hexOf(type, OID) !== SIGNED_DATA) return null;
    const [signed] = within(content, CONTENT);
    const [, , encapsulated] = within(signed, SEQUENCE);
    const [contentType, wrapped] = within(encapsulated, SEQUENCE);
    if (hexOf(contentType, OID) !== TST_INFO) return null;
    const [octets] = within(wrapped, CONTENT);
    const [version, , imprint, , time] = within(one(bytesOf(octets, OCTETS)), SEQUENCE);
    bytesOf(version, INTEGER);
    const [algorithm, hash] = within(imprint, SEQUENCE);
    const [name] = within(algorithm, SEQUENCE);
    const hashed = bytesOf(hash, OCTETS);
    if (hexOf(name, OID) !== SHA_256 || hashed.length !== IMPRINT_BYTES) return null;
    return { imprint: hashed, time: timeOf(bytesOf(time, GENERALIZED_TIME)) };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

class DerError extends Error {
  override readonly name = 'DerError';
}

/** The one value that some bytes are. */
function one(bytes: Uint8Array): Value {
  return valuesOf(bytes)[0] ?? fail();
}

function within(value: Value | undefined, tag: number): readonly (Value | undefined)[] {
  return valuesOf(bytesOf(value, tag));
}

function bytesOf(value: Value | undefined, tag: number): Uint8Array {
  return value?.tag === tag ? value.bytes : fail();
}

function hexOf(value: Value | undefined, tag: number): string {
  return Array.from(bytesOf(value, tag), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The values that stand one after another, each as tag, length and bytes. */
function valuesOf(bytes: Uint8Array): Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!;
    const { length, from } = lengthAt(bytes, at + 1);
    if (from + length > bytes.length) fail();
    values.push({ tag, bytes: bytes.subarray(from, from + length) });
    at = from + length;
  }
  return values;
}

function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly from: number } {
  const first = bytes[at] ?? fail();
  if (first < 0x80) return { length: first, from: at + 1 };
  const count = first & 0x7f;
  // A reply takes some kilobytes; a length that is not said (BER) is none of DER.
  if (count === 0 || count > 3) fail();
  let length = 0;
  for (let index = 1; index <= count; index += 1) length = length * 256 + (bytes[at + index] ?? fail());
  return { length, from: at + 1 + count };
}

function timeOf(bytes: Uint8Array): Date {
  const text = String.fromCharCode(...bytes);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2}(?:\.\d{1,6})?)Z$/.exec(text) ?? fail();
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? fail() : time;
}

function fail(): never {
  throw new DerError('These bytes are not DER of what is looked for.');
}
