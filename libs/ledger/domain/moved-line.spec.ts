import { aGroup } from '../testing/judgements.js';
import { FIRST, SECOND } from '../testing/statements.js';
import { explanationOnly, outcomeOnly } from './decide-transfer.js';
import { movedLine } from './moved-line.js';
import type { TransferVersion } from './transfer.js';
import type { Group, LineMovedHere } from './transfer-events.js';

const OTHER = '33333333-3333-4333-8333-333333333333';
const sealed = { consentId: null, statedConsentId: null, items: null, partySubjectId: null };
const version = (groups: readonly Group[]): TransferVersion => ({
  header: { version: 1 } as TransferVersion['header'],
  headerSealed: null,
  lines: [
    { line: 1, ref: FIRST, sealed: null },
    { line: 2, ref: SECOND, sealed: null },
  ],
  groups,
});
const moved = (line: number, group: Group): LineMovedHere => ({
  type: 'LineMovedHere',
  data: { version: 1, line, outcome: outcomeOnly(group), explanation: explanationOnly(group) },
  sealed,
});
const refused = aGroup({ allowed: false, lines: [] });

describe('a line that was moved', () => {
  it('is about the other member, and judged for that one', () => {
    const after = movedLine(version([aGroup({ lines: [1, 2] })]), moved(1, refused), OTHER);
    expect(after.lines).toEqual([
      { line: 1, ref: OTHER, sealed, isMoved: true },
      { line: 2, ref: SECOND, sealed: null },
    ]);
    expect(after.groups.map(({ lines, allowed }) => [lines, allowed])).toEqual([
      [[2], true],
      [[1], false],
    ]);
  });

  it('joins the lines that came to the same, in their order, and leaves no group empty', () => {
    const groups = [aGroup({ lines: [2] }), { ...refused, lines: [1] }];
    const after = movedLine(version(groups), moved(1, aGroup({ lines: [] })), OTHER);
    expect(after.groups).toEqual([aGroup({ lines: [1, 2] })]);
  });
});
