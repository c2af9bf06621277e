import fc from 'fast-check';
import { myNumberSuspects } from '#statute';
import { isProgramId, withoutProgramIds } from './program-ids.js';

// Synthetic: its check digit is right.
const NUMBER = '123456789018';
const UUID = `3f2b7c0e-5b0a-4c5c-8d27-${NUMBER}`;
const suspects = (text: string) => myNumberSuspects(withoutProgramIds(text)).length;

describe('an id that a program made up', () => {
  it.each([
    ['a UUID that ends with twelve digits', UUID],
    ['the same in capitals', UUID.toUpperCase()],
    ['a UUID without hyphens', UUID.replaceAll('-', '')],
    ['an object id', `5f2b7c0e5b0a${NUMBER}`],
    ['a SHA-1', `c${NUMBER}a${'5f2b7c0e5b0a4c'.repeat(2).slice(0, 26)}`],
    ['a SHA-256', `${'5f2b7c0e5b0a4c'.repeat(4).slice(0, 51)}b${NUMBER}`],
  ])('is %s, and holds no number of a person', (_, id) => {
    expect(myNumberSuspects(id).length > 0 || id.includes(NUMBER)).toBe(true);
    expect([isProgramId(id), suspects(id)]).toEqual([true, 0]);
  });

  it.each([
    ['behind a name', `kenpo-core-${UUID}`],
    ['as a URN', `urn:uuid:${UUID}`],
    ['with the number of a line', `${UUID}:12`],
    ['between other words', `{"source":"kenpo-core","externalId":"${UUID}"}`],
  ])('is seen %s', (_, text) => {
    expect([isProgramId(text), suspects(text)]).toEqual([false, 0]);
  });

  it.each([
    ['a number alone', NUMBER],
    ['a number in groups', '1234-5678-9018'],
    ['a number between letters of hexadecimal digits', `a${NUMBER}b`],
    ['a number padded to the form of a UUID', `00000000-0000-0000-0000-${NUMBER}`],
    ['a UUID of digits alone', `20260611-1234-4678-9018-${NUMBER}`],
    ['the form of a UUID without its variant', `3f2b7c0e-5b0a-4c5c-0d27-${NUMBER}`],
    ['a part of a longer word', `3f2b7c0e-5b0a-4c5c-8d27-${NUMBER}-${NUMBER}`],
    ['a number padded to the length of an object id', `00000000000a${NUMBER}`],
    ['hexadecimal digits of another length', `5f2b7c0e5b${NUMBER}`],
    ['letters that are no hexadecimal digits', `5f2b7c0e5b0g${NUMBER}`],
    ['capitals and small letters mixed', `5F2b7c0e5b0a${NUMBER}`],
  ])('is not %s', (_, text) => {
    expect([isProgramId(text), suspects(text)]).toEqual([false, 1]);
  });

  it('does not join what stands on both sides of it', () => {
    expect(suspects(`1234 5678 ${UUID} 9018`)).toBe(0);
  });

  it('leaves every place where it was', () => {
    fc.assert(fc.property(fc.string(), (text) => withoutProgramIds(text).length === text.length));
    expect(withoutProgramIds(`No. ${UUID} of ${NUMBER}`)).toBe(`No. ${'_'.repeat(36)} of ${NUMBER}`);
  });

  it('is every UUID that a sender makes, whatever its digits are', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 4 }), (id) => isProgramId(id) || /^[\d-]+$/.test(id.slice(0, 23))),
      { numRuns: 5_000 },
    );
  });
});
