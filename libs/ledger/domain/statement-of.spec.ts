import { recordingFacts } from '../record-transfer/transfer-facts.js';
import { aGroup, aJudgement, aNote, asStored, fold, groupsOfOne } from '../testing/judgements.js';
import { aMember, aStatement, aVersion, CONSENT, details, FIRST, members, SECOND } from '../testing/statements.js';
import type { Statement } from './statement.js';
import { statementOf, type SubjectEvent, type TransferVersion } from './transfer.js';

const highlySensitive = aJudgement({ arrangement: aVersion({ sensitivity: 'highly-sensitive' }) });
const inline = { name: '見本商店', address: null, representative: null, class: 'EMPLOYER', location: 'JP' } as const;

function versionOf(statement: Statement, judgement = aJudgement()): TransferVersion {
  return fold(...asStored(recordingFacts(statement, judgement, aNote()))).versions[0]!;
}

/** The events with the sealed parts of one owner gone: a member's, or the association's (null). */
function withoutKeyOf(owner: string | null, events: readonly SubjectEvent[]): SubjectEvent[] {
  return events.map((one) =>
    one.subject === owner ? ({ ...one, event: { ...one.event, sealed: null } } as unknown as SubjectEvent) : one,
  );
}

describe('the statement that a version holds', () => {
  it('is the one that was recorded, from one event for one member', () => {
    const statement = aStatement();
    expect(statementOf(versionOf(statement))).toEqual(statement);
  });

  it('is the one that was recorded, from header, lines and seal for several', () => {
    const own = aMember({ ref: SECOND, consentId: CONSENT, items: ['NAME'], partySubjectId: 'P-7' });
    const statement = aStatement({ members: [aMember(), own] });
    const judgement = aJudgement({ groups: [aGroup({ lines: [1, 2] })], consentIds: [null, null] });
    expect(statementOf(versionOf(statement, judgement))).toEqual(statement);
  });

  it('differs in nothing but the members between the two forms', () => {
    const two = aStatement({ members: [aMember(), aMember({ ref: SECOND })] });
    const judgement = aJudgement({ groups: [aGroup({ lines: [1, 2] })] });
    const { members: _one, ...single } = statementOf(versionOf(aStatement()))!;
    const { members: _two, ...several } = statementOf(versionOf(two, judgement))!;
    expect(several).toEqual(single);
  });

  it.each<[string, Partial<Statement>, ReturnType<typeof aJudgement>]>([
    ['a party that was named in place', { party: inline }, aJudgement()],
    ['a highly sensitive arrangement', {}, highlySensitive],
    ['a highly sensitive arrangement and a party in place', { party: inline }, highlySensitive],
    [
      'an instant, a period and details',
      {
        occurredAt: '2026-06-10T01:02:03.000Z',
        period: { from: '2026-06-01', to: '2026-06-30' },
        details: details({ upstream: 'a file', groupSize: 3 }),
      },
      aJudgement(),
    ],
  ])('comes back whole with %s', (_, over, judgement) => {
    const statement = aStatement(over);
    expect(statementOf(versionOf(statement, judgement))).toEqual(statement);
  });

  it('names the consent that the poster pointed at, whatever carried the line', () => {
    const statement = aStatement({ members: [aMember({ consentId: 'pointed-at' })] });
    const consentOf = (carriedBy: string | null) =>
      statementOf(versionOf(statement, aJudgement({ consentIds: [carriedBy] })))!.members[0]!.consentId;
    expect([consentOf(CONSENT), consentOf(null)]).toEqual(['pointed-at', 'pointed-at']);
  });

  it('comes back whole with more reasons than a seal explains', () => {
    const statement = aStatement({ members: members(25) });
    const groups = groupsOfOne(25);
    const version = versionOf(statement, aJudgement({ groups }));
    expect(statementOf(version)).toEqual(statement);
    expect(version.groups).toEqual(groups);
  });
});

describe('the statement after a key was destroyed', () => {
  const two = aStatement({
    members: [aMember({ partySubjectId: 'A' }), aMember({ ref: SECOND, partySubjectId: 'B' })],
  });
  const events = asStored(recordingFacts(two, aJudgement({ groups: [aGroup({ lines: [1, 2] })] }), aNote()));

  it('is gone with the key of the one member whose transfer it was', () => {
    const single = asStored(recordingFacts(aStatement(), aJudgement(), aNote()));
    const [version] = fold(...withoutKeyOf(FIRST, single)).versions;
    expect(statementOf(version!)).toBeNull();
    expect(version!.lines).toEqual([{ line: 1, ref: FIRST, sealed: null }]);
  });

  it('is gone with the key that sealed the header of several', () => {
    expect(statementOf(fold(...withoutKeyOf(null, events)).versions[0]!)).toBeNull();
  });

  it('loses what was sealed of one member, and nothing of the others', () => {
    const statement = statementOf(fold(...withoutKeyOf(SECOND, events)).versions[0]!)!;
    expect(statement.members.map(({ ref, partySubjectId }) => [ref, partySubjectId])).toEqual([
      [FIRST, 'A'],
      [SECOND, null],
    ]);
  });
});
