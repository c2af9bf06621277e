import { aGroup, aJudgement, aNote, asStored, groupsOfOne } from '../testing/judgements.js';
import { storedGroup } from '../domain/decide-transfer.js';
import { aMember, aStatement, aVersion, CONSENT, FIRST, members, SECOND } from '../testing/statements.js';
import type { Statement } from '../domain/statement.js';
import type { Judgement } from './assess-statement.js';
import { recordingFacts, refusalFact, type OwnedFact } from './transfer-facts.js';

const two = aStatement({ members: [aMember({ ref: FIRST }), aMember({ ref: SECOND })] });
const judgementOfTwo = aJudgement({ groups: [aGroup({ lines: [1, 2] })], consentIds: [CONSENT, null] });
const factsOf = (statement: Statement, judgement: Judgement = aJudgement()) => [
  ...recordingFacts(statement, judgement, aNote()),
];
const typesOf = (facts: readonly OwnedFact[]) => facts.map(({ fact, subject }) => [fact.type, subject]);
const dataOf = (facts: readonly OwnedFact[]) =>
  asStored(facts).map(({ event }) => event.data as unknown as Record<string, unknown>);

describe('the events of a recorded transfer', () => {
  it('are one for one member, who is its subject', () => {
    expect(typesOf(factsOf(aStatement()))).toEqual([['TransferRecorded', FIRST]]);
  });

  it('are a header, a line for each member and a seal for several; header and seal name nobody', () => {
    expect(typesOf(factsOf(two, judgementOfTwo))).toEqual([
      ['TransferOpened', null],
      ['MemberLineRecorded', FIRST],
      ['MemberLineRecorded', SECOND],
      ['TransferSealed', null],
    ]);
  });

  it('are made as they are asked for', () => {
    let made = 0;
    const consentIds = new Proxy<null[]>([], { get: () => ((made += 1), null) });
    const statement = aStatement({ members: members(2_000) });
    const facts = recordingFacts(statement, aJudgement({ consentIds }), aNote());
    const asked = facts[Symbol.iterator]();
    for (let count = 0; count < 11; count += 1) asked.next();
    expect([facts.length, made]).toEqual([2_002, 10]);
  });

  it('seal the number of lines and the root that the store makes of them', () => {
    const seal = factsOf(two, judgementOfTwo).at(-1)!.fact.data as (before: object) => object;
    const rootOfLast = (count: number) => `root of ${count}`;
    expect(seal({ rootOfLast })).toMatchObject({ version: 1, count: 2, linesRoot: 'root of 2' });
  });

  it('say on which day the record was made, and how many lines there are', () => {
    expect(dataOf(factsOf(two, judgementOfTwo))[0]).toMatchObject({ madeOn: '2026-06-11', count: 2 });
  });

  it('name the version of the arrangement that was judged by, also where none was asked for', () => {
    const statement = aStatement({ arrangement: { id: 'B04', version: null }, members: two.members });
    const judgement = { ...judgementOfTwo, arrangement: aVersion({ version: 3 }) };
    expect(dataOf(factsOf(statement, judgement))[0]).toMatchObject({ arrangement: { id: 'B04', version: 3 } });
  });

  it('leave to the seal as many reasons as fit into an entry, and give later lines their own', () => {
    const groups = groupsOfOne(200);
    const data = dataOf(factsOf(aStatement({ members: members(200) }), aJudgement({ groups })));
    const together = data.at(-1)!['groups'] as object[];
    expect(JSON.stringify(together).length).toBeLessThan(24_400);
    expect(together).toEqual(groups.slice(0, together.length).map(storedGroup));
    expect(together.length).toBeGreaterThan(20);
    expect(data[together.length]!['explanation']).toBeNull();
    expect(data[200]!['explanation']).toEqual({
      missing: ['reason-200'],
      findings: [],
      citations: ['APPI 29(1)'],
      trace: '01-',
    });
  });
});

describe('the event of a refused plan', () => {
  it('is one that names nobody, with as many reasons as fit into an entry', () => {
    const judgement = aJudgement({ groups: groupsOfOne(200) });
    const facts = [refusalFact(aStatement({ phase: 'planned', members: members(200) }), judgement, aNote())];
    expect(typesOf(facts)).toEqual([['TransferRefused', null]]);
    const together = dataOf(facts)[0]!['groups'] as object[];
    expect([together.length > 20, together.length < 200]).toEqual([true, true]);
    expect(JSON.stringify(facts)).not.toContain('00000000-0000-4000');
  });
});
