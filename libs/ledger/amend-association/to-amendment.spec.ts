import { associationOn } from '../domain/association.js';
import { anAssociation } from '../testing/judgements.js';
import { toAmendment } from './to-amendment.js';

const known = associationOn([anAssociation()], '2026-06-10')!;
const from = { effectiveFrom: '2026-07-01' };

describe('the words of the table of purposes', () => {
  it('are published anew without ending the purpose, and not without words', () => {
    const again = { code: 'U08', publishedFrom: '2026-07-01' };
    const text = { ja: '健康診査' };
    const { data } = toAmendment(known, { ...from, publish: [{ ...again, text }] });
    expect(data.purposes).toEqual([{ ...again, text }]);
    expect(() => toAmendment(known, { ...from, publish: [again] })).toThrow('invalid-request');
  });

  it('end with the purpose, however often they were printed', () => {
    const printed = toAmendment(known, { ...from, publish: [{ code: 'U08', publishedFrom: '2026-07-01', text: {} }] });
    const twice = associationOn([anAssociation(), printed], '2026-08-01')!;
    const ended = toAmendment(twice, { ...from, unpublish: [{ code: 'U08', publishedUntil: '2026-12-31' }] });
    expect(ended.data.purposes!.map(({ publishedUntil }) => publishedUntil)).toEqual(['2026-12-31', '2026-12-31']);
  });

  it('may be said to hold for retained data, or no longer', () => {
    expect(toAmendment(known, { ...from, retainedPurposes: 'other' }).data).toMatchObject({
      retainedPurposes: 'other',
    });
  });
});
