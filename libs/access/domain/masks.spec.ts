import { createHash } from 'node:crypto';
import { asMaskedForm, maskPersons, uuidsIn } from './masks.js';

const PERSON = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const TRANSFER = '33333333-3333-4333-8333-333333333333';
const MASK = 'aaaaaaaa-aaaa-8aaa-8aaa-aaaaaaaaaaaa';
const masked = (answer: object) => maskPersons(JSON.stringify(answer), new Map([[PERSON, MASK]]));

describe('masking persons in an answer', () => {
  it('finds every UUID, wherever it stands, once', () => {
    const text = JSON.stringify({ a: PERSON, b: [`member-${OTHER}`, { [TRANSFER]: PERSON }] });
    expect(uuidsIn(text)).toEqual([PERSON, OTHER, TRANSFER]);
    expect(uuidsIn('{}')).toEqual([]);
  });

  it('replaces references in fields, lists, keys and inside of texts, and nothing else', () => {
    const answer = { member: PERSON, lines: [PERSON, TRANSFER], stream: `member-${PERSON}`, [PERSON]: 1, none: null };
    expect(masked(answer)).toEqual({
      member: MASK,
      lines: [MASK, TRANSFER],
      stream: `member-${MASK}`,
      [MASK]: 1,
      none: null,
    });
  });

  it('takes names and identifiers away from an object that is about the person', () => {
    const person = { ref: PERSON, name: '髙﨑 見本', symbol: '10', number: '123', branch: null };
    const party = { id: 'p', name: '株式会社見本' };
    expect(masked({ records: [{ id: `${TRANSFER}:1`, person, party }] })).toEqual({
      records: [
        { id: `${TRANSFER}:1`, person: { ref: MASK, name: null, symbol: null, number: null, branch: null }, party },
      ],
    });
  });

  it('leaves a person who is not to be masked', () => {
    const answer = { ref: OTHER, name: '見本' };
    expect(masked(answer)).toEqual(answer);
  });

  it('makes forms that are UUIDs of version 8', () => {
    const digest = createHash('sha256').update('x').digest();
    expect(asMaskedForm(digest)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(asMaskedForm(digest)).toBe(asMaskedForm(digest));
  });
});
