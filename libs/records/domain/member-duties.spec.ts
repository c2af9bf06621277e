import { recordDuties, type DueRecord } from './member-duties.js';

const OPEN: DueRecord = { chain: 'open', until: '2029-03-31' };
const LATER: DueRecord = { chain: 'open', until: '2030-03-31' };
const HIDDEN: DueRecord = { chain: 'restricted', until: '2031-03-31' };

describe('what is told of records that stand against an erasure', () => {
  it('is one kind and the last day, without a number', () => {
    expect(recordDuties([])).toEqual([]);
    expect(recordDuties([LATER, OPEN])).toEqual([{ kind: 'RECORD', until: '2030-03-31' }]);
    expect(recordDuties([LATER, { ...OPEN, until: null }])).toEqual([{ kind: 'RECORD', until: null }]);
  });

  it.each([[[OPEN]], [[OPEN, LATER]], [[{ ...OPEN, until: null }]]])(
    'is the same of %j, however many records must not be known to exist',
    (open) => {
      expect(recordDuties([...open, HIDDEN, { ...HIDDEN, until: null }])).toEqual(recordDuties(open));
    },
  );

  it('is that something is kept where all are such, and not until when', () => {
    expect(recordDuties([HIDDEN])).toEqual([{ kind: 'RECORD', until: null }]);
    expect(recordDuties([HIDDEN, { ...HIDDEN, until: null }])).toEqual(recordDuties([HIDDEN]));
  });
});
