import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, KEY_BYTES } from './cipher.js';

const key = randomBytes(KEY_BYTES);
const plain = Buffer.from('記号 10 番号 123');

describe('a ciphertext', () => {
  it('opens with its key and its context', () => {
    expect(decrypt(key, encrypt(key, plain, 'a|1'), 'a|1').equals(plain)).toBe(true);
  });

  it('is another each time, and shows nothing of the text', () => {
    const [one, other] = [encrypt(key, plain, 'a'), encrypt(key, plain, 'a')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes(plain)).toBe(false);
  });

  it('does not open in another context', () => {
    expect(() => decrypt(key, encrypt(key, plain, 'a|1'), 'a|2')).toThrow();
  });

  it('does not open with another key', () => {
    expect(() => decrypt(randomBytes(KEY_BYTES), encrypt(key, plain, 'a'), 'a')).toThrow();
  });

  it('does not open when any byte was changed', () => {
    const sealed = encrypt(key, plain, 'a');
    for (let index = 0; index < sealed.length; index += 1) {
      const tampered = Buffer.from(sealed);
      tampered[index]! ^= 1;
      expect(() => decrypt(key, tampered, 'a')).toThrow();
    }
  });

  it('does not open when it was cut short', () => {
    const sealed = encrypt(key, plain, 'a');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => decrypt(key, sealed.subarray(0, length), 'a')).toThrow();
    }
  });
});
