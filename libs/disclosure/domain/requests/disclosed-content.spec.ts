import { aContent, RECORD } from '../../testing/a-request.js';
import { contentsToDisclose, differenceOf } from './disclosed-content.js';

describe('what is disclosed of records', () => {
  const other = aContent({ record: 'other:1' });

  it('lacks what is withheld, and nothing else', () => {
    const withheld = [{ record: RECORD, field: 'party', reason: 'HARM' }];
    expect(contentsToDisclose([aContent(), other], withheld)).toEqual([aContent({ party: null }), other]);
  });

  it('lacks a record that is withheld as a whole', () => {
    const withheld = [{ record: RECORD, field: null, reason: 'OTHER_LAW' }];
    expect(contentsToDisclose([aContent(), other], withheld)).toEqual([other]);
  });

  it('can be compared with what is known now (A52: a corrected record is another version)', () => {
    const then = ['a', 'b', 'c'].map((record) => ({ record, version: 1 }));
    const now = [
      { record: 'a', version: 1 },
      { record: 'b', version: 2 },
      { record: 'd', version: 1 },
    ];
    expect([...differenceOf(then, now)]).toEqual([
      ['a', 'same'],
      ['b', 'changed'],
      ['c', 'gone'],
      ['d', 'new'],
    ]);
  });
});
