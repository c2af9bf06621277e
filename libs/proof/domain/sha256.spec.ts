import { createHash } from 'node:crypto';
import * as browser from './sha256.browser.js';
import * as node from './sha256.js';

const bytesOf = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 7 + length) % 256));
const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.each([
  ['of Node', node],
  ['of browsers', browser],
])('SHA-256 %s', (_, { sha256, startSha256 }) => {
  it('is that of FIPS 180-4 for "abc"', () => {
    expect(hex(sha256(Buffer.from('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is the same for every length about the ends of blocks', () => {
    for (let length = 0; length <= 200; length += 1)
      expect(hex(sha256(bytesOf(length)))).toBe(expected(bytesOf(length)));
  });

  it('is the same however the bytes come', () => {
    const bytes = bytesOf(1_000);
    for (const step of [1, 3, 63, 64, 65, 127, 999]) {
      const running = startSha256();
      for (let at = 0; at < bytes.length; at += step) running.add(bytes.subarray(at, at + step));
      expect(hex(running.end())).toBe(expected(bytes));
    }
  });
});
