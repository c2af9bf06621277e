import type { StandingFacts } from '#statute';
import { recordingFacts } from '../record-transfer/transfer-facts.js';
import { aGroup, aJudgement, aKnowledge, aNote, asStored, fold } from '../testing/judgements.js';
import { aMember, aStatement, CONSENT, details, FIRST, SECOND } from '../testing/statements.js';
import { reexamineLine, type LateLine } from './reexamine-line.js';

/** On the day of the send. */
const RECORDED_AT = '2026-06-10T03:00:00.000Z';
const LATER_THAT_DAY = '2026-06-10T05:00:00.000Z';
const [BEFORE, AFTER] = ['2026-06-01T00:00:00.000Z', '2026-06-20T00:00:00.000Z'];
const late: LateLine = { transfer: 't', line: 1, since: '2026-06-01', because: ['0000000000000012'] };

const declared = (own: Partial<StandingFacts>): StandingFacts => ({
  id: CONSENT,
  kind: 'CONSENT',
  matter: 'B04',
  scope: { classes: [], parties: [], items: [], purposes: [] },
  receivedAt: '2026-05-01T00:00:00.000Z',
  effectiveFrom: '2026-05-01T00:00:00.000Z',
  withdrawnAt: null,
  ...own,
});
const objection = (at: string) =>
  declared({ id: '44444444-4444-4444-8444-444444444444', kind: 'OBJECTION', receivedAt: at, effectiveFrom: at });

/** A transfer of one member as it was recorded, with the findings of then. */
function version(number: number, codes: readonly string[] = []) {
  const findings = codes.map((code) => ({ code, severity: 'blocking', pointer: '' }) as const);
  const judgement = aJudgement({ groups: [aGroup({ findings })], consentIds: [CONSENT] });
  const facts = recordingFacts(aStatement(), judgement, aNote({ version: number }));
  return fold(...asStored(facts)).versions.at(-1)!;
}

function codes(standing: readonly StandingFacts[], judged = version(1)): string[] {
  return examined(standing, judged).map(({ code }) => code);
}

function examined(standing: readonly StandingFacts[], judged = version(1)) {
  const knowledge = aKnowledge({ standing: new Map([[FIRST, standing]]) });
  return reexamineLine(late, { version: judged, recordedAt: RECORDED_AT, knowledge, now: new Date(AFTER) })!.findings;
}

describe('judging a line anew with what came late', () => {
  it('finds nothing where the consent stands', () => {
    expect(codes([declared({})])).toEqual([]);
  });

  it('finds what had been withdrawn, or objected to, before the line was recorded', () => {
    expect(codes([declared({ withdrawnAt: BEFORE })])).toEqual(['CONSENT_WITHDRAWN']);
    expect(codes([declared({}), objection(BEFORE)])).toEqual(['OBJECTED']);
  });

  it('leaves out what counts only from when the line was recorded, or later', () => {
    for (const at of [RECORDED_AT, LATER_THAT_DAY, AFTER]) {
      expect(codes([declared({ withdrawnAt: at })])).toEqual([]);
      expect(codes([declared({}), objection(at)])).toEqual([]);
    }
  });

  it('counts the lines of the whole transfer where it is about a small group', () => {
    const statement = aStatement({
      members: [aMember(), aMember({ ref: SECOND })],
      details: details({ groupSize: 2 }),
    });
    const judgement = aJudgement({ groups: [aGroup({ lines: [1, 2] })], consentIds: [CONSENT, CONSENT] });
    const [two] = fold(...asStored(recordingFacts(statement, judgement, aNote()))).versions;
    expect(codes([declared({})], two)).toEqual([]);
    expect(codes([declared({ withdrawnAt: BEFORE })], two)).toEqual(['SMALL_GROUP_CONSENT']);
  });

  it('opens no finding for what was found when it was recorded', () => {
    expect(codes([declared({ withdrawnAt: BEFORE })], version(1, ['CONSENT_WITHDRAWN']))).toEqual([]);
  });

  it('names a finding of a line that moved by its member, too', () => {
    const withdrawn = [declared({ withdrawnAt: BEFORE })];
    const judged = version(1);
    const moved = { ...judged, lines: judged.lines.map((line) => ({ ...line, isMoved: true as const })) };
    const ids = [judged, moved].map((one) => examined(withdrawn, one)[0]!.findingId);
    expect(new Set(ids).size).toBe(2);
  });

  it('names a finding by transfer, version, line and code: the same one once, that of another version apart', () => {
    const withdrawn = [declared({ withdrawnAt: BEFORE })];
    const [first, again] = [examined(withdrawn)[0]!, examined(withdrawn)[0]!];
    expect(again.findingId).toBe(first.findingId);
    expect(examined(withdrawn, version(2))[0]!.findingId).not.toBe(first.findingId);
    expect(first).toMatchObject({ version: 1, line: 1, since: late.since, because: late.because, chain: 'open' });
  });
});
