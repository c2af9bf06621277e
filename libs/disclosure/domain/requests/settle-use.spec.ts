import { context, courseOf, decide, DELIVER, LICENCE, receive } from '../../testing/a-request.js';
import { erasesAfterwards, openUses, stopsUse } from './settle-use.js';

const nothing = context({ records: { asOf: '12', list: [] } });
const asked = [receive({ kind: 'RQ5', grounds: ['NO_LONGER_NEEDED'] }), LICENCE] as const;
const kept = decide({ outcome: 'ALTERNATIVE', alternative: 'KEPT_BY_LAW', text: '期間満了後に消去' });
const settle = (over: object = {}) =>
  ({
    do: 'settle-use',
    arrangement: 'B01',
    settlement: 'ENDED',
    settledOn: '2026-04-10',
    text: '共同利用先に通知した',
    ...over,
  }) as const;
const use = (lastLineOn: string) => ({ arrangement: 'B01', lastLineOn });

describe('a stop of use that was granted, art. 35(1), (5)', () => {
  it('leaves joint use and entrustment to be seen to, until each is settled', () => {
    const { state } = courseOf([...asked, decide()], nothing);
    expect(stopsUse(state!, context())).toBe(true);
    expect(openUses(state!, [use('2026-03-01')], context())).toEqual([use('2026-03-01')]);
    const settled = courseOf([...asked, decide(), DELIVER, settle()], nothing).state!;
    expect([settled.state, openUses(settled, [use('2026-04-10')], context())]).toEqual(['delivered', []]);
  });

  it('is not kept where it was ended for the person and is used again, and is where it was said to go on', () => {
    const course = (settlement: string) =>
      courseOf([...asked, decide(), DELIVER, { do: 'close', text: null }, settle({ settlement })], nothing).state!;
    expect(openUses(course('ENDED'), [use('2026-04-11')], context())).toEqual([use('2026-04-11')]);
    expect(openUses(course('GOES_ON'), [use('2026-04-11')], context())).toEqual([]);
    expect(course('ENDED').state).toBe('closed');
  });

  it('is settled by what the law names, on a day after the decision, and of no other request', () => {
    const decided = [...asked, decide()] as const;
    expect(courseOf([...decided, settle({ settlement: 'PERHAPS' })], nothing).fault).toBe('invalid-request');
    expect(courseOf([...decided, settle({ settledOn: '2026-04-09' })], nothing).fault).toBe('invalid-request');
    expect(courseOf([...decided, settle({ settledOn: '2026-04-11' })], nothing).fault).toBe('invalid-request');
    expect(courseOf([...asked, settle()], nothing).fault).toBe('disclosure-request-state');
    const other = [receive({ kind: 'RQ6', grounds: ['RIGHTS_AT_RISK'] }), LICENCE, decide()] as const;
    expect(courseOf([...other, settle()]).fault).toBe('invalid-request');
    const refused = decide({ outcome: 'REFUSED', reason: 'NO_GROUND', text: '理由なし' });
    expect(stopsUse(courseOf([...asked, refused]).state!, context())).toBe(false);
  });

  it('A55: leaves the person to be erased after the period, where that took the place of an erasure', () => {
    expect(erasesAfterwards(courseOf([...asked, kept]).state!, context())).toBe(true);
    expect(erasesAfterwards(courseOf([...asked, decide()], nothing).state!, context())).toBe(false);
  });
});
