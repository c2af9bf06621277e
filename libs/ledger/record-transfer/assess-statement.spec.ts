import type { Refusal } from '#platform';
import type { GroundFacts, StandingFacts } from '#statute';
import type { Knowledge } from '../knowledge/knowledge.js';
import { aKnowledge } from '../testing/judgements.js';
import { aMember, aStatement, aVersion, CONSENT, details, FIRST, members, SECOND } from '../testing/statements.js';
import type { Statement } from '../domain/statement.js';
import { assessInSlices, assessStatement, withoutBlocked } from './assess-statement.js';

const NOW = new Date('2026-06-11T16:00:00.000Z');
const consent: StandingFacts = {
  id: CONSENT,
  kind: 'CONSENT',
  matter: 'B04',
  scope: { classes: [], parties: [], items: [], purposes: [] },
  receivedAt: '2026-05-01T00:00:00.000Z',
  effectiveFrom: '2026-05-01T00:00:00.000Z',
  withdrawnAt: null,
};
const consented = aKnowledge({ standing: new Map([[FIRST, [consent]]]) });
const THIRD = '00000000-0000-4000-8000-0000000000c3';
const both = [aMember(), aMember({ ref: SECOND })];
const assess = (over: Partial<Statement> = {}, knowledge: Knowledge = consented) =>
  assessStatement(aStatement(over), knowledge, { now: NOW });

function refusalOf(over: Partial<Statement>, knowledge: Partial<Knowledge> = {}): [string, string[] | undefined] {
  try {
    assess(over, aKnowledge(knowledge));
  } catch (refusal) {
    const { code, facts } = refusal as Refusal;
    return [code, facts.errors?.map((error) => error.pointer)];
  }
  throw new Error('It was not refused.');
}

describe('a statement that cannot be understood', () => {
  it.each<[string, Partial<Statement>, Partial<Knowledge>, string, string[] | undefined]>([
    ['an item that no catalogue has', { items: ['NAME', 'SHOE'] }, {}, 'invalid-request', ['/items/1/code']],
    [
      "one among a member's own items",
      { members: [both[0]!, aMember({ ref: SECOND, items: ['SHOE'] })] },
      {},
      'invalid-request',
      ['/members/1/items/0/code'],
    ],
    ['a purpose that no catalogue has', { purpose: 'U99' }, {}, 'invalid-request', ['/purpose']],
    [
      'a member nobody registered',
      { members: both },
      { registered: new Set([FIRST]) },
      'member-unknown',
      ['/members/1'],
    ],
    ['a party nobody registered', {}, { party: null }, 'party-unknown', ['/party/id']],
    ['an arrangement nobody registered', {}, { arrangement: [] }, 'arrangement-unknown', ['/arrangement/id']],
    [
      'a version that was not announced',
      { arrangement: { id: 'B04', version: 2 } },
      {},
      'arrangement-unknown',
      ['/arrangement/version'],
    ],
    ['an association nobody registered', {}, { association: null }, 'association-unknown', undefined],
  ])('is refused with its pointer: %s', (_, over, knowledge, code, pointers) => {
    expect(refusalOf(over, knowledge)).toEqual([code, pointers]);
  });

  const record = { method: null, seriesId: null, madeOn: '2026-06-13', proxyBy: null, baseRecord: null };
  const farAway = { from: '2026-06-01', to: '2037-01-01' };

  it.each<[string, Partial<Statement>, string]>([
    ['what was done tomorrow', { occurredOn: '2026-06-13' }, '/occurredOn'],
    ['a record that was made tomorrow', { details: details({ record }) }, '/record/madeOn'],
    ['a plan beyond ten years', { phase: 'planned', occurredOn: '2037-01-01' }, '/occurredOn'],
    ['a period that ends beyond ten years', { period: farAway }, '/period/to'],
  ])('is refused for its day: %s', (_, over, pointer) => {
    expect(refusalOf(over)).toEqual(['invalid-request', [pointer]]);
  });

  it('may be done today in Japan, and planned for tomorrow', () => {
    expect(assess({ occurredOn: '2026-06-12' }).madeOn).toBe('2026-06-12');
    expect(assess({ phase: 'planned', occurredOn: '2026-06-13' }).ruleset).toBe('jp-appi-2022-04');
  });

  it('is told fifty mistakes at most', () => {
    expect(refusalOf({ items: Array.from({ length: 60 }, (_, n) => `SHOE_${n}`) })[1]).toHaveLength(50);
    expect(refusalOf({ members: members(60) })[1]).toHaveLength(50);
  });
});

describe('a statement that is judged', () => {
  it('rests on the consent of each member, line by line', () => {
    const { groups, consentIds, blockedLines } = assess({ members: both });
    expect(groups.map(({ lines, allowed }) => [lines, allowed])).toEqual([
      [[1], true],
      [[2], false],
    ]);
    expect(consentIds).toEqual([CONSENT, null]);
    expect([...blockedLines]).toEqual([2]);
  });

  it('is judged by the version in effect on the day, and says which', () => {
    const versions = [
      aVersion({ version: 1, endsOn: '2026-03-31' }),
      aVersion({ version: 2, effectiveFrom: '2026-04-01' }),
    ];
    const { arrangement } = assess(
      { arrangement: { id: 'B04', version: null } },
      { ...consented, arrangement: versions },
    );
    expect(arrangement!.data.version).toBe(2);
  });

  it('has its record made today in Japan, or on the day that the poster states', () => {
    const record = { method: null, seriesId: null, madeOn: '2026-06-10', proxyBy: null, baseRecord: null };
    expect(assess().madeOn).toBe('2026-06-12');
    expect(assess({ details: details({ record }) })).toMatchObject({
      madeOn: '2026-06-10',
      groups: [{ retainUntil: '2029-06-10' }],
    });
  });

  it('knows a party that was named in place by its class', () => {
    const party = { name: '見本市', address: null, representative: null, class: 'LOCAL_BODY', location: 'JP' } as const;
    expect(assess({ party, arrangement: null }, aKnowledge({ party: null })).groups[0]!.duty).toBe('NONE');
  });

  it('asks the country of a party abroad that was named in place', () => {
    const party = {
      name: 'Rück',
      address: null,
      representative: null,
      class: 'REINSURER',
      location: 'FOREIGN_ADEQUATE',
    } as const;
    const codes = (over: object) =>
      assess({ party: { ...party, ...over }, arrangement: null }, aKnowledge({ party: null })).groups[0]!.findings.map(
        ({ code }) => code,
      );
    expect(codes({})).toContain('COUNTRY_MISSING');
    expect(codes({ country: 'US' })).toContain('COUNTRY_NOT_ADEQUATE');
    expect(codes({ country: 'DE' }).filter((code) => code.startsWith('COUNTRY'))).toEqual([]);
  });

  it('that answers an investigation by law is hidden, whatever the arrangement says', () => {
    const law = { act: '刑事訴訟法', article: '197', requestRef: '捜査1' };
    const of = (ground: GroundFacts) => assess({ details: details({ ground }) }).groups[0];
    expect(of({ route: 'E1', law })).toMatchObject({ view: 'show', chain: 'open' });
    expect(of({ route: 'E1', law, investigation: true })).toMatchObject({ view: 'hidden', chain: 'restricted' });
  });

  it('is suspect where a number was masked in it', () => {
    const [group] = assessStatement(aStatement(), consented, { now: NOW, numberSuspected: true }).groups;
    expect([group!.allowed, group!.findings.map(({ code }) => code)]).toEqual([false, ['MY_NUMBER_SUSPECTED']]);
  });

  it('lets a contract stand for the record where it serves the person', () => {
    const arrangement = [aVersion({}, { contract: { ref: '団体契約', sha256: null, clauses: [] } })];
    const record = { method: 'CONTRACT', seriesId: null, madeOn: null, proxyBy: null, baseRecord: null } as const;
    const of = (servesPerson: boolean) =>
      assess({ details: details({ record: { ...record, servesPerson } }) }, { ...consented, arrangement }).groups[0];
    expect([of(true)!.method, of(false)!.method]).toEqual(['CONTRACT', 'EACH']);
  });

  it('of a small group is lawful only where everybody is named', () => {
    const group = (groupSize: number) => assess({ details: details({ groupSize }) }).groups[0]!.allowed;
    expect([group(1), group(2)]).toEqual([true, false]);
  });

  it('appears as the arrangement says, on the chain that the arrangement says', () => {
    const of = (over: Parameters<typeof aVersion>[0]) =>
      assess({}, { ...consented, arrangement: [aVersion(over)] }).groups[0];
    expect(of({ memberView: 'generic' })).toMatchObject({ view: 'generic', chain: 'open' });
    expect(of({ memberView: 'generic', restricted: true })).toMatchObject({ view: 'hidden', chain: 'restricted' });
    expect(assess().groups[0]).toMatchObject({ view: 'show', chain: 'open' });
  });

  it('stands apart where an arrangement hides it that is not restricted, as they could be announced once', () => {
    const arrangement = [aVersion({ memberView: 'hidden', restricted: false })];
    const [group] = assess({}, { ...consented, arrangement }).groups;
    expect(group).toMatchObject({ view: 'hidden', chain: 'restricted' });
  });
});

describe('a long statement, judged in slices', () => {
  const three = [aMember({ ref: THIRD }), ...both];
  const known = { ...consented, at: '0000000000000007', registered: new Set([FIRST, SECOND, THIRD]) };

  async function* slicesOf(...slices: readonly Knowledge[]) {
    for (const knowledge of slices) yield { members: 1, knowledge };
  }
  /** What is known of one member, and later than of those before. */
  const of = (ref: string, over: Partial<Knowledge> = {}): Knowledge => {
    const standing = new Map([...known.standing].filter(([one]) => one === ref));
    return { ...known, at: '0000000000000009', registered: new Set([ref]), standing, ...over };
  };
  const inSlices = (over: Partial<Statement>, ...slices: readonly Knowledge[]) =>
    assessInSlices(aStatement(over), slicesOf(...slices), { now: NOW });

  it('comes to the same as at once, knowing all up to the first look', async () => {
    const judged = await inSlices({ members: three }, of(THIRD, { at: known.at }), of(FIRST), of(SECOND));
    expect(judged).toEqual(assess({ members: three }, known));
    expect(judged.groups.map(({ lines }) => lines)).toEqual([[1, 3], [2]]);
  });

  it.each<[string, Partial<Statement>]>([
    ['the arrangement', { arrangement: { id: 'B04', version: 2 } }],
    ['the party', { party: { id: 'nobody' } }],
  ])('is told of a member whom nobody knows, in whatever slice, before %s', async (_, over) => {
    const unknown = { registered: new Set<string>(), party: null };
    const judging = inSlices({ members: three, ...over }, of(THIRD, { party: null }), of(FIRST), of(SECOND, unknown));
    await expect(judging).rejects.toMatchObject({
      code: 'member-unknown',
      facts: { errors: [{ pointer: '/members/2', detail: 'is no member of this association, or one who was erased' }] },
    });
  });
});

describe('a plan without its blocked lines', () => {
  it('is judged as if those that are left had been posted alone, and says what was dropped', () => {
    const stated = [aMember({ ref: SECOND }), aMember(), aMember({ ref: SECOND })];
    const plan = (those: Statement['members']) => assess({ phase: 'planned', members: those });
    const { dropped, ...left } = withoutBlocked(plan(stated));
    expect(left).toEqual(plan([aMember()]));
    expect(dropped).toMatchObject([
      {
        lines: [
          [1, 1],
          [3, 3],
        ],
      },
    ]);
  });
});
