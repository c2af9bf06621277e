import { createCipheriv, randomBytes } from 'node:crypto';
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

describe('a ciphertext of before, which begins with its nonce', () => {
  const asBefore = (nonce: Buffer) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('a'));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };

  it('opens, also where the nonce looks like the mark of today', () => {
    for (const nonce of [randomBytes(12), Buffer.from([0x4b, 0x01, ...randomBytes(10)])]) {
      expect(decrypt(key, asBefore(nonce), 'a').equals(plain)).toBe(true);
    }
  });

  it('does not open with a mark put before it, nor one of today without its mark', () => {
    const before = asBefore(randomBytes(12));
    expect(() => decrypt(key, Buffer.concat([Buffer.from([0x4b, 0x01]), before]), 'a')).toThrow();
    expect(() => decrypt(key, encrypt(key, plain, 'a').subarray(2), 'a')).toThrow();
  });
});

it('names its algorithm', () => {
  expect([...encrypt(key, plain, 'a').subarray(0, 2)]).toEqual([0x4b, 0x01]);
});
