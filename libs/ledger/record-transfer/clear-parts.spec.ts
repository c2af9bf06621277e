import type { Statement } from '../domain/statement.js';
import { aGroup, aJudgement, aNote, asStored } from '../testing/judgements.js';
import { aMember, aStatement, aVersion, CONSENT, details, FIRST, SECOND } from '../testing/statements.js';
import type { Judgement } from './assess-statement.js';
import { recordingFacts, refusalFact, type OwnedFact } from './transfer-facts.js';

/** Stands in every text of the statement that a person may write. */
const MARKER = 'しるし';
const words = (what: string) => `${MARKER} ${what}`;
const party = {
  name: words('name'),
  address: words('address'),
  representative: words('representative'),
  class: 'MEDICAL_INSTITUTION',
  location: 'JP',
} as const;
const said = details({
  ground: {
    exclusion: { code: 'X1', reason: words('reason'), approvedBy: words('approver') },
    law: { act: words('act'), article: words('article'), requestRef: words('request') },
    protects: words('protects'),
    masking: [words('masking')],
    foreign: {
      country: words('country'),
      infoGiven: { country: true, system: true, measures: true, unknownReason: words('unknown') },
    },
  },
  record: {
    method: 'EACH',
    seriesId: words('series'),
    madeOn: null,
    proxyBy: words('proxy'),
    baseRecord: words('base'),
  },
  confirmation: {
    providerHow: words('how'),
    acquisition: words('acquisition'),
    acquisitionHow: words('how'),
    documentRef: words('document'),
    sameAsRecord: words('same'),
  },
  evidence: [{ kind: words('kind'), ref: words('file name'), sha256: null }],
  file: { sha256: words('sha256'), bytes: 1, format: words('format') },
  counterpartOperationId: words('operation'),
  household: words('household'),
  upstream: words('upstream'),
});
const one = [aMember({ consentId: words('consent'), items: [words('item')], partySubjectId: words('subject') })];
const two = [...one, aMember({ ref: SECOND, partySubjectId: words('subject') })];
const note = aNote({ externalId: words('externalId'), reason: words('reason') });
const marked = aVersion({}, { label: words('label'), exclusionReason: words('reason'), approvedBy: words('approver') });
const sensitive = aVersion({ sensitivity: 'highly-sensitive' });

function judgementOf(members: Statement['members'], over: Partial<Judgement> = {}): Judgement {
  const groups = [aGroup({ lines: members.map((_member, index) => index + 1) })];
  return aJudgement({ groups, consentIds: [CONSENT], arrangement: marked, ...over });
}

const recorded = (...of: Parameters<typeof recordingFacts>) => [...recordingFacts(...of)];
const clearOf = (facts: readonly OwnedFact[]) => JSON.stringify(asStored(facts).map(({ event }) => event.data));
const sealedOf = (facts: readonly OwnedFact[]) => JSON.stringify(facts.map(({ fact }) => fact.sealed));

describe.each([
  ['one event for one member', one, recorded],
  ['header, lines and seal for several', two, recorded],
  ['a refused plan', two, (...of: Parameters<typeof refusalFact>) => [refusalFact(...of)]],
])('the clear part of %s', (_, members, factsOf) => {
  it('holds no word that a person wrote, no name of the party, no external id and no reason', () => {
    const facts = factsOf(aStatement({ party, details: said, members }), judgementOf(members), note);
    expect(clearOf(facts)).not.toContain(MARKER);
    expect(sealedOf(facts)).toContain(words('externalId'));
    expect(sealedOf(facts)).toContain(words('name'));
  });

  it('names no member and no consent', () => {
    const facts = factsOf(aStatement({ members }), judgementOf(members), note);
    for (const named of [FIRST, SECOND, CONSENT]) expect(clearOf(facts)).not.toContain(named);
  });

  it('holds the party and the items of an ordinary arrangement', () => {
    const facts = factsOf(aStatement({ members }), judgementOf(members), note);
    expect(clearOf(facts)).toContain('mihon-seizo');
    expect(clearOf(facts)).toContain('CHECKUP_ATTENDANCE');
  });

  it('holds nothing of party and items where the arrangement is highly sensitive', () => {
    const facts = factsOf(aStatement({ members }), judgementOf(members, { arrangement: sensitive }), note);
    for (const told of ['mihon-seizo', 'NAME', 'CHECKUP_ATTENDANCE']) {
      expect(clearOf(facts)).not.toContain(told);
      expect(sealedOf(facts)).toContain(told);
    }
  });

  it('holds nothing of a party that was named in place where the arrangement is highly sensitive', () => {
    const judgement = judgementOf(members, { arrangement: sensitive });
    const facts = factsOf(aStatement({ party, members }), judgement, note);
    expect(clearOf(facts)).not.toContain('MEDICAL_INSTITUTION');
    expect(sealedOf(facts)).toContain('MEDICAL_INSTITUTION');
  });
});

describe('the sealed parts', () => {
  it('keep what is one member’s from the others', () => {
    const facts = recorded(aStatement({ members: two }), judgementOf(two), note);
    const holders = facts.filter(({ fact }) => JSON.stringify(fact.sealed).includes(words('item')));
    expect(holders.map(({ subject }) => subject)).toEqual([FIRST]);
  });
});
