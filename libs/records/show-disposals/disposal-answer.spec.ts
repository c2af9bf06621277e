import type { Disposal } from '../domain/disposal.js';
import { digestOver } from '../keeping/disposal-streams.js';
import { disposalAnswer } from './disposal-answer.js';

const SHOWN = [{ transfer: 't1', lines: [[1, 3]] }] as const;
const KEPT = [{ transfer: 't1', lines: [[4, 4]], reasons: ['LEGAL_HOLD'] }] as const;
const QUIET = { transfer: 't2', lines: [[1, 2]], restricted: true } as const;
const sums = (records: number, digest: string) => ({ records, transfers: 1, keys: 1, from: '01', to: '01', digest });

/** With records on both chains, or as if nothing had been on the restricted one. */
function aDisposal(isQuiet: boolean): Disposal {
  const records = isQuiet ? [...SHOWN, QUIET] : SHOWN;
  const kept = isQuiet ? [...KEPT, { ...QUIET, lines: [[3, 3]], reasons: ['LEGAL_HOLD'] } as const] : KEPT;
  const proposal = { disposalId: 'd', asOf: '2029-06-12', through: '42', transfers: isQuiet ? 2 : 1, complete: true };
  const certified = isQuiet
    ? { ...sums(4, 'both'), transfers: 2, keys: 2, to: '02', open: sums(2, 'open') }
    : sums(2, 'open');
  return {
    status: 'executed',
    proposal: {
      ...proposal,
      records: isQuiet ? 5 : 3,
      kept: isQuiet ? 2 : 1,
      digest: digestOver([...records, ...kept]),
    },
    proposedBy: 'first',
    proposedAt: '2029-06-12T00:00:00.000Z',
    approvedBy: 'second',
    steps: {},
    records,
    kept,
    spared: [
      { transfer: 't1', lines: [[3, 3]], reasons: ['LEGAL_HOLD'] },
      ...(isQuiet ? [{ ...QUIET, lines: [[2, 2]], reasons: ['LEGAL_HOLD'] } as const] : []),
    ],
    certificate: { disposalId: 'd', ...certified, position: '03', leafHash: 'leaf' },
    revision: 5,
  };
}

describe('the answer about a disposal', () => {
  it('is to officers what it would be if nothing were on the restricted chain', () => {
    expect(disposalAnswer(aDisposal(true), false)).toEqual(disposalAnswer(aDisposal(false), false));
    expect(disposalAnswer(aDisposal(true), false)).toMatchObject({
      records: 3,
      kept: 1,
      spared: 1,
      certificate: { records: 2, keys: 1, digest: 'open' },
    });
  });

  it('counts both chains to auditors', () => {
    const { certificate, ...shown } = disposalAnswer(aDisposal(true), true);
    expect(shown).toMatchObject({ records: 5, kept: 2, spared: 2, digest: aDisposal(true).proposal.digest });
    expect(certificate).toEqual({
      ...sums(4, 'both'),
      transfers: 2,
      keys: 2,
      to: '02',
      position: '03',
      leafHash: 'leaf',
    });
  });
});
