import { createHmac, randomBytes } from 'node:crypto';
import { keyedHash } from './keyed-hash.js';

describe('a keyed hash', () => {
  it('is HMAC-SHA-256, as RFC 4231 has it', () => {
    // Its second test case.
    expect(keyedHash(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('is the same as of the platform, for texts of every length and script, in whatever order they come', () => {
    const key = randomBytes(32);
    const hashed = keyedHash(key);
    const texts = ['', '見本 花子', '𠮷野', '\ud800', 'x'.repeat(5_000), 'a', '髙'.repeat(700), 'b'.repeat(63)];
    for (const text of [...texts, ...texts.toReversed()])
      expect(hashed(text)).toEqual(createHmac('sha256', key).update(text).digest());
  });

  it('stays what it was when others are made', () => {
    const hashed = keyedHash(randomBytes(32));
    const first = hashed('a');
    const copy = Buffer.from(first);
    hashed('b');
    expect(first).toEqual(copy);
  });

  it('takes no key that would have to be hashed first', () => {
    expect(() => keyedHash(new Uint8Array(65))).toThrow(RangeError);
  });
});
