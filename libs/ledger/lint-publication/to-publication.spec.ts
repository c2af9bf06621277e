import { anAssociation } from '../testing/judgements.js';
import { aVersion } from '../testing/statements.js';
import { associationOn } from '../domain/association.js';
import { toPublication } from './to-publication.js';

const table = (on: string) => {
  const purposes = [
    { code: 'U11', publishedFrom: '2024-04-01', text: { ja: '利用者の管理、、記録' } },
    { code: 'U11', publishedFrom: '2025-04-01', text: { ja: '利用者の管理、記録' } },
    { code: 'U01', publishedFrom: '2025-01-01' },
    { code: 'U02', publishedFrom: '2024-04-01', publishedUntil: '2024-12-31' },
  ];
  const known = associationOn([anAssociation({ purposes, retainedPurposes: 'same' })], on)!;
  return toPublication(known, [], on);
};

describe('what stands published on a day', () => {
  it('has of each purpose the words that were printed last, and none that is published no longer', () => {
    expect(table('2024-10-01').purposes).toEqual([
      { code: 'U02' },
      { code: 'U11', text: { ja: '利用者の管理、、記録' } },
    ]);
    expect(table('2025-04-01')).toMatchObject({
      purposes: [{ code: 'U01' }, { code: 'U11', text: { ja: '利用者の管理、記録' } }],
      retainedPurposes: 'same',
    });
  });

  it('has the arrangements that are in effect, and says nothing of words whose key is gone', () => {
    const known = associationOn([anAssociation({})], '2026-06-10')!;
    const version = aVersion({ effectiveFrom: '2024-04-01', endsOn: '2026-06-30' });
    const of = (on: string, over = {}) => toPublication(known, [{ ...version, ...over }], on).arrangements;
    expect([of('2024-03-31').length, of('2026-06-30').length, of('2026-07-01').length]).toEqual([0, 1, 0]);
    expect(of('2026-06-30', { sealed: null })[0]).toMatchObject({
      title: { ja: '', en: '' },
      users: [],
      responsible: null,
    });
  });
});
