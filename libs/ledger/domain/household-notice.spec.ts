import { aGroup } from '../testing/judgements.js';
import { findingsOfNotice, noticeParts } from './household-notice.js';

const REFS = ['a', 'b', 'c', 'd'];
const blocked = (lines: number[], ...codes: string[]) =>
  aGroup({
    lines,
    allowed: false,
    findings: codes.map((code) => ({ code, severity: 'blocking' as const, pointer: '' })),
  });

describe('the notice of a household', () => {
  it('is common of those whose lines are lawful', () => {
    expect(noticeParts(REFS, [aGroup({ lines: [1, 2, 3, 4] })], 'separate')).toEqual({
      common: REFS,
      separate: [],
      none: [],
    });
  });

  it('leaves out whoever objected, who gets one of their own or none as the arrangement says', () => {
    const groups = [aGroup({ lines: [1, 2, 4] }), blocked([3], 'OBJECTED')];
    const common = ['a', 'b', 'd'];
    expect(noticeParts(REFS, groups, 'separate')).toEqual({ common, separate: ['c'], none: [] });
    expect(noticeParts(REFS, groups, 'none')).toEqual({ common, separate: [], none: ['c'] });
    expect(findingsOfNotice(groups)).toEqual([]);
  });

  it('sends whoever stopped it none at all', () => {
    const groups = [aGroup({ lines: [1, 2] }), blocked([3], 'STOPPED'), blocked([4], 'OBJECTED', 'STOPPED')];
    expect(noticeParts(REFS, groups, 'separate')).toEqual({ common: ['a', 'b'], separate: [], none: ['c', 'd'] });
  });

  it('sends none of whom the household must not learn, and says no word of it', () => {
    const groups = [aGroup({ lines: [1, 2] }), blocked([3], 'HOUSEHOLD_WITHHELD'), blocked([4], 'OBJECTED')];
    expect(noticeParts(REFS, groups, 'separate', new Set(['b', 'd']))).toEqual({
      common: ['a'],
      separate: [],
      none: ['b', 'c', 'd'],
    });
    expect(findingsOfNotice(groups)).toEqual([]);
  });

  it('is none where the law forbids it as such, and says so once', () => {
    const groups = [blocked([1, 2, 3], 'IMPLIED_NOT_ANNOUNCED'), blocked([4], 'OBJECTED', 'IMPLIED_NOT_ANNOUNCED')];
    expect(noticeParts(REFS, groups, 'separate')).toEqual({ common: [], separate: [], none: REFS });
    expect(findingsOfNotice(groups).map(({ code }) => code)).toEqual(['IMPLIED_NOT_ANNOUNCED']);
  });
});
