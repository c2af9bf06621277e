import { aGroup, aHeader, aSealedHeader } from '../testing/judgements.js';
import { FIRST, SECOND } from '../testing/statements.js';
import { keptVersions } from './kept-versions.js';
import type { Transfer } from './transfer.js';

const transfer = (disposed: Transfer['disposed']): Transfer => ({
  versions: [
    {
      header: aHeader(),
      headerSealed: aSealedHeader(),
      lines: [
        { line: 1, ref: FIRST, sealed: null },
        { line: 2, ref: SECOND, sealed: null },
      ],
      groups: [aGroup({ lines: [1] }), aGroup({ lines: [2], view: 'hidden' })],
    },
  ],
  status: 'recorded',
  disposed,
});

describe('what is left of a transfer', () => {
  it('is all of it until something is disposed of', () => {
    expect(keptVersions(transfer([]))).toEqual(transfer([]).versions);
  });

  it('names no line that was disposed of, and not how it was judged', () => {
    const [version] = keptVersions(transfer([[1, 1]]));
    expect(version!.lines.map(({ line }) => line)).toEqual([2]);
    expect(version!.groups.map(({ lines }) => lines)).toEqual([[2]]);
  });

  it('is nothing once every line was', () => {
    expect(keptVersions(transfer([[1, 2]]))).toEqual([]);
  });
});
