import { decodeCursor, encodeCursor, nextLink } from './cursor.js';

const FORMS = ['day', 'position', 'number'] as const;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('gives back the keys that it was made of', () => {
    const keys = ['2026-11-22', '0000000000000017', 3];
    expect(decodeCursor(encodeCursor(keys), FORMS)).toEqual(keys);
  });

  it.each([
    ['no base64', '***'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['nothing', ''],
    ['no list', encode({ 0: '2026-11-22', 1: '1', 2: 1, length: 3 })],
    ['too few keys', encode(['2026-11-22', '1'])],
    ['too many keys', encode(['2026-11-22', '1', 1, 1])],
    ['a day that does not exist', encode(['2026-02-30', '1', 1])],
    ['a day that the database does not know', encode(['0000-01-01', '1', 1])],
    ['SQL for a day', encode(["2026-11-22'--", '1', 1])],
    ['a position of letters', encode(['2026-11-22', 'x', 1])],
    ['a position too long', encode(['2026-11-22', '9'.repeat(17), 1])],
    ['a number as text', encode(['2026-11-22', '1', '1'])],
    ['a number too large for a column', encode(['2026-11-22', '1', 2_147_483_648])],
    ['a fraction', encode(['2026-11-22', '1', 0.5])],
    ['nulls', encode([null, null, null])],
  ])('that holds %s is refused', (_what, forged) => {
    expect(() => decodeCursor(forged, FORMS)).toThrow(expect.objectContaining({ code: 'invalid-cursor' }));
  });
});

describe('the link to the next page', () => {
  it('keeps the request and replaces the cursor', () => {
    expect(nextLink('/v1/records?from=2026-04-01&cursor=old', 'new')).toBe(
      '</v1/records?from=2026-04-01&cursor=new>; rel="next"',
    );
  });

  it('never leads to another host', () => {
    expect(nextLink('//elsewhere.example/v1/records', 'new')).toMatch(/^<\/[^/]/);
  });
});
