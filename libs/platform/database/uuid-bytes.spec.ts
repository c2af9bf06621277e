import { randomUUID } from 'node:crypto';
import { writeUuid } from './uuid-bytes.js';

const bytesOf = (value: string) => {
  const target = new Uint8Array(20);
  writeUuid(target, value, 2);
  return target;
};

describe('the bytes of a UUID', () => {
  it('are those of its digits, written where they belong', () => {
    for (const id of [randomUUID(), randomUUID().toUpperCase(), '00000000-0000-0000-0000-000000000000']) {
      const whole = Buffer.from(`0000${id.replaceAll('-', '')}0000`, 'hex');
      expect(Buffer.from(bytesOf(id)).equals(whole)).toBe(true);
    }
  });

  const ID = '3b506528-2e4d-4b47-9f09-7f1f60c416d9';
  it.each([
    '',
    ID.replaceAll('-', ''),
    `${ID}0`,
    ID.slice(1),
    ID.replace('d9', 'dg'),
    ID.replace('d9', 'd@'),
    ID.replace('d9', 'dｆ'),
    ID.replace('-', '0'),
    ID.replace('3b', '-3'),
  ])('are refused of what is none: %j', (value) => {
    expect(() => bytesOf(value)).toThrow(RangeError);
  });
});
