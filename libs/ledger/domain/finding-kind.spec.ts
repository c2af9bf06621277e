import { judgedFindings, kindOf, withLine, withoutLine } from './finding-kind.js';

const sets = { QUARANTINE: ['Q'], FINDING_NO_ARRANGEMENT: ['NONE'], FINDING_OUTSIDE_ARRANGEMENT: ['OUT'] };
const finding = (code: string, severity: 'blocking' | 'warning' = 'warning') => ({
  code,
  severity,
  pointer: '/items/0',
});

describe('the kind of a finding', () => {
  it.each([
    ['IN', finding('Q', 'blocking'), 'quarantined'],
    ['OUT', finding('Q', 'blocking'), 'blocked'],
    ['OUT', finding('NONE'), 'no-arrangement'],
    ['OUT', finding('OUT', 'blocking'), 'outside-arrangement'],
    ['OUT', finding('ELSE', 'blocking'), 'blocked'],
    ['OUT', finding('ELSE'), null],
  ] as const)('%s %j is %s', (direction, one, kind) => {
    expect(kindOf({ sets }, direction, one)).toBe(kind);
  });
});

it('is found once for a transfer, with all its lines', () => {
  const groups = [
    { lines: [[1, 2]] as const, findings: [finding('A', 'blocking'), finding('REMARK')] },
    { lines: [[3, 3]] as const, findings: [finding('A', 'blocking'), finding('OUT')] },
  ];
  expect(judgedFindings({ sets }, 'OUT', groups)).toEqual([
    { kind: 'blocked', ...finding('A', 'blocking'), lines: [[1, 3]] },
    { kind: 'outside-arrangement', ...finding('OUT'), lines: [[3, 3]] },
  ]);
});

it('gains and loses lines', () => {
  expect(withLine([[1, 2]], 3)).toEqual([[1, 3]]);
  expect(withoutLine([[1, 3]], 2)).toEqual([
    [1, 1],
    [3, 3],
  ]);
  expect(withoutLine([[2, 2]], 2)).toEqual([]);
});
