/** Whether two runs of bytes are the same. They are public: the time that it takes tells nothing. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  // A loop takes a fifth of what a call for each byte does, and whole logs are compared by it.
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NO_DIGIT = 64;
/** Value of each digit by its code; what is none has more bits than a digit. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = DIGITS.indexOf(String.fromCharCode(code));
  return value < 0 ? NO_DIGIT : value;
});

/** Two digits at once: 12 bits. */
const PAIRS = Array.from({ length: 4_096 }, (_, bits) => `${DIGITS[bits >> 6]}${DIGITS[bits & 63]}`);

/** Standard base 64 with padding, RFC 4648 section 4. */
export function toBase64(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 3);
  let text = '';
  for (let at = 0; at < whole; at += 3) {
    const bits = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
    text += PAIRS[bits >> 12]! + PAIRS[bits & 4_095]!;
  }
  const [first, second] = [bytes[whole], bytes[whole + 1]];
  if (first === undefined) return text;
  if (second === undefined) return `${text}${PAIRS[first << 4]}==`;
  const bits = (first << 8) | second;
  return `${text}${PAIRS[bits >> 4]}${DIGITS[(bits & 15) << 2]}=`;
}

/** Reads standard base 64 back; null for anything else, also for a second way to write the same bytes. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  // A table takes a fifth of what the platform's way does, and each leaf of a bundle is read by it twice.
  let [bits, held, at] = [0, 0, 0];
  for (let index = 0; index < digits; index += 1) {
    const value = VALUES[text.charCodeAt(index)] ?? NO_DIGIT;
    if (value === NO_DIGIT) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = bits >> held;
  }
  // Bits behind the last byte would be a second way to write it.
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

/** A number from 0 up as 8 bytes, the most significant first. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
