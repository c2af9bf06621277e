import type { RunningDigest } from './sha256.js';

/**
 * SHA-256 (FIPS 180-4) in plain code, for browsers: their own is asynchronous and wants all bytes at once. A browser
 * build puts this file in the place of `sha256.ts`.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const running = startSha256();
  running.add(bytes);
  return running.end();
}

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const ROUNDS = 64;

export function startSha256(): RunningDigest {
  const state = Int32Array.from(INITIAL);
  const words = new Int32Array(ROUNDS);
  const block = new Uint8Array(BLOCK_BYTES);
  let [filled, total] = [0, 0];
  const add = (bytes: Uint8Array): void => {
    total += bytes.length;
    let at = 0;
    if (filled > 0) {
      at = Math.min(BLOCK_BYTES - filled, bytes.length);
      block.set(bytes.subarray(0, at), filled);
      filled += at;
      if (filled < BLOCK_BYTES) return;
      compress(state, words, block, 0);
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) compress(state, words, bytes, at);
    filled = bytes.length - at;
    block.set(bytes.subarray(at));
  };
  const end = (): Uint8Array => {
    const bits = total * 8;
    const zeros = (2 * BLOCK_BYTES - filled - 1 - LENGTH_BYTES) % BLOCK_BYTES;
    const padding = new Uint8Array(1 + zeros + LENGTH_BYTES);
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(1 + zeros, BigInt(bits));
    add(padding);
    const digest = new Uint8Array(32);
    const view = new DataView(digest.buffer);
    state.forEach((word, index) => view.setInt32(4 * index, word));
    return digest;
  };
  return { add, end };
}

/** Section 6.2.2: one block of 64 bytes into the eight words of the state. */
function compress(state: Int32Array, w: Int32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t += 1, at += 4)
    w[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  for (let t = 16; t < ROUNDS; t += 1) {
    const [x, y] = [w[t - 15]!, w[t - 2]!];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let t = 0; t < ROUNDS; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

/** The first 32 bits of the fractional parts of a root of each of the first primes: sections 4.2.2 and 5.3.3. */
const PRIMES = firstPrimes(ROUNDS);
const K = Int32Array.from(PRIMES, (prime) => fraction(prime, 3));
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
}

/** By whole numbers alone: floor of the root of prime · 2^(32 · degree), of which the low 32 bits are the fraction. */
function fraction(prime: number, degree: 2 | 3): number {
  const wanted = BigInt(prime) << BigInt(32 * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** BigInt(degree) <= wanted) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}
