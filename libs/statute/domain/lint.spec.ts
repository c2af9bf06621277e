import { LINTS, lintPublication } from '../rulesets/lints.js';
import { RULESETS } from '../rulesets/index.js';
import { compileCondition, factsOf } from './condition.js';
import { arrangementFactsOf, associationFactsOf } from './lint-facts.js';
import type { PrintedArrangement, Publication } from './publication.js';

const ON = '2026-11-22';

/** A joint use as it should be announced. */
function aJointUse(over: Partial<PrintedArrangement> = {}): PrintedArrangement {
  return {
    id: 'J',
    version: 1,
    title: { ja: '事業所との共同利用', en: 'Joint use with employers' },
    kind: 'joint-use',
    parties: ['employer'],
    users: [{ name: '株式会社見本の産業医', entrustee: false }],
    responsible: { name: '見本健康保険組合', address: '東京都見本区', representative: '理事長 見本' },
    items: ['NAME', 'CHECKUP_DATA_STATUTORY'],
    itemsOpen: false,
    purposes: ['U08'],
    routeCandidates: ['N3'],
    routeChosen: 'N3',
    basisChosen: null,
    recordMethod: null,
    printedCitations: ['APPI 27(5)(iii)'],
    ...over,
  };
}

function aProvision(over: Partial<PrintedArrangement> = {}): PrintedArrangement {
  const rest = {
    users: [],
    responsible: null,
    items: ['NAME', 'HEALTH_INFORMATION'],
    printedCitations: ['APPI 27(1)'],
  };
  const route = { kind: 'provision-feed', routeCandidates: ['C1'], routeChosen: 'C1', parties: ['insurer'] } as const;
  return aJointUse({ id: 'P', ...rest, ...route, ...over });
}

function check(arrangements: readonly PrintedArrangement[], over: Partial<Publication> = {}) {
  const publication = { class: 'KENPO' as const, purposes: [], arrangements, ...over };
  return lintPublication(publication, ON).map(({ check: number, code, arrangement, pointer }) =>
    [number, code, `${arrangement?.id ?? ''}${pointer}`].join(' '),
  );
}

it('finds nothing where the five matters stand and everything is said', () => {
  expect(check([aJointUse(), aProvision({ recordMethod: 'EACH' })])).toEqual([]);
});

describe('a check of a publication, law.md 7.1', () => {
  it('L1: takes no job title for the entity responsible, and wants address and representative, art. 27(5)(iii)', () => {
    const responsible = { name: '当組合：常務理事／事業所：健康管理部門の責任者', address: null, representative: null };
    expect(check([aJointUse({ responsible })])).toEqual([
      'L1 RESPONSIBLE_IS_A_TITLE J/responsible/name',
      'L1 RESPONSIBLE_INCOMPLETE J/responsible/address',
      'L1 RESPONSIBLE_INCOMPLETE J/responsible/representative',
    ]);
    expect(check([aJointUse({ responsible: { ...responsible, name: 'Head of HR department' } })])).toHaveLength(3);
  });

  it('L2: tells old numbers with those of today, and that several numberings are mixed', () => {
    const found = lintPublication(
      {
        class: 'KENPO',
        purposes: [],
        arrangements: [
          aJointUse({ printedCitations: ['APPI 23(4)(iii)'] }),
          aProvision({ recordMethod: 'EACH', printedCitations: ['APPI 23(5)(i)'] }),
        ],
      },
      ON,
    );
    expect(found.map(({ code, printed, instead }) => [code, printed, instead])).toEqual([
      ['ARTICLE_NUMBER_OLD', 'APPI 23(4)(iii)', 'APPI 27(5)(iii)'],
      ['ARTICLE_NUMBER_OLD', 'APPI 23(5)(i)', 'APPI 27(5)(i)'],
      ['ARTICLE_NUMBERS_MIXED', null, null],
    ]);
  });

  it('L2: old numbers of one time are old, and not mixed', () => {
    const old = ['APPI 23(1)', 'APPI 23(5)(iii)'];
    expect(check([aJointUse({ printedCitations: old })]).map((one) => one.split(' ')[1])).toEqual([
      'ARTICLE_NUMBER_OLD',
      'ARTICLE_NUMBER_OLD',
    ]);
  });

  it('L3: remarks a list that ends in "etc."', () => {
    expect(check([aJointUse({ itemsOpen: true })])).toEqual(['L3 ITEMS_OPEN J']);
  });

  it('L4: an entrustee that is named as a user stays one, GL 3-6-3', () => {
    const user = { name: 'Contractor', entrustee: false };
    expect(check([aJointUse({ users: [user] })])).toEqual(['L4 ENTRUSTEE_AMONG_USERS J/users/0']);
    expect(check([aJointUse({ users: [{ ...user, entrustee: true }] })])).toEqual([]);
  });

  it('L5: users are not those that somebody else’s rules name', () => {
    const users = [
      { name: '当組合の担当者', entrustee: false },
      { name: '事業所の取扱規程で定める者', entrustee: false },
    ];
    expect(check([aJointUse({ users })])).toEqual(['L5 USERS_BY_REFERENCE J/users/1']);
  });

  it('L6: what a joint user gets beyond the list needs consent and a record', () => {
    const beyond = aProvision({ items: ['NAME', 'CHECKUP_ATTENDANCE'], parties: ['employer'] });
    expect(check([aJointUse(), beyond])).toEqual(['L6 OUTSIDE_JOINT_USE P/items/1']);
    expect(check([aJointUse(), { ...beyond, recordMethod: 'BATCH' }])).toEqual([]);
    expect(check([aJointUse(), { ...beyond, parties: ['somebody-else'] }])).toEqual([]);
  });

  it('L7: a purpose alone announces no joint use', () => {
    const purposeAlone = aJointUse({ users: [], responsible: null, routeChosen: null });
    expect(check([purposeAlone])).toEqual([
      'L7 JOINT_MATTERS_UNPUBLISHED J/users',
      'L7 JOINT_MATTERS_UNPUBLISHED J/responsible',
    ]);
  });

  it('L8: sensitive data is not provided on a ground that nobody says', () => {
    const silent = { routeCandidates: [], routeChosen: null };
    expect(check([aProvision(silent)])).toEqual(['L8 ROUTE_UNSAID P']);
    expect(check([aProvision({ ...silent, items: ['NAME'] })])).toEqual([]);
    expect(check([aProvision({ ...silent, basisChosen: 'SELF' })])).toEqual([]);
  });

  const table = LINTS.completeTable['KENPO']!.map((code) => ({ code, text: { ja: `${code}の目的` } }));
  it('L9: a whole table that also holds for retained data answers a request by reference, art. 32(2)', () => {
    expect(check([], { purposes: table, retainedPurposes: 'same' })).toEqual(['L9 PURPOSE_REQUEST_BY_REFERENCE ']);
    expect(check([], { purposes: table.slice(1), retainedPurposes: 'same' })).toEqual([]);
    expect(check([], { purposes: table })).toEqual([]);
  });

  it('L10: finds empty cells and misprints, and does not take what is unknown for empty', () => {
    const texts = [{ ja: '' }, { ja: '利用者の管理、、記録' }, { ja: '組合法・理事会に関する連絡' }, undefined];
    const purposes = texts.map((text, index) => ({ code: `U0${index + 1}`, ...(text ? { text } : {}) }));
    expect(check([], { purposes })).toEqual([
      'L10 PURPOSE_TEXT_EMPTY /purposes/0',
      'L10 MISPRINT /purposes/1/text/ja',
      'L10 MISPRINT /purposes/2/text/ja',
    ]);
  });

  it('L11: finds the words of a machine, in tables and titles', () => {
    const title = { ja: 'レセプトの翻訳', en: 'Translation of the RECEIPT' };
    const purposes = [{ code: 'U03', text: { en: 'Recognition and probate of dependents' } }];
    expect(check([aJointUse({ title })], { purposes })).toEqual([
      'L11 TERM_MISTRANSLATED J/title/en',
      'L11 TERM_MISTRANSLATED /purposes/0/text/en',
    ]);
  });
});

describe('the rules of the checks', () => {
  const lens = { lints: LINTS, items: new Map(), readArticle: () => ({ meanings: [] }) as never };
  const facts = {
    arrangement: Object.keys(arrangementFactsOf(aJointUse(), [], lens)),
    association: Object.keys(associationFactsOf({ class: 'KENPO', purposes: [], arrangements: [] }, lens)),
  };

  it.each(LINTS.rules.map((rule) => [`${rule.code} of an ${rule.about}`, rule] as const))('%s is whole', (_, rule) => {
    const { about, when, placesFrom, cites, ja, en } = rule;
    expect(() => compileCondition(when, { sets: {}, conditions: {} })).not.toThrow();
    const asked = [...factsOf(when), ...(placesFrom ? [placesFrom] : [])];
    expect(asked.filter((fact) => !facts[about].includes(fact))).toEqual([]);
    expect(cites.filter((ref) => RULESETS.at(-1)!.citations[ref] === undefined)).toEqual([]);
    expect([ja, en, cites.length].every(Boolean)).toBe(true);
  });

  it('belong to the checks L1 to L11', () => {
    const checks = new Set(LINTS.rules.map(({ check: number }) => number));
    expect([...checks]).toEqual(Array.from({ length: 11 }, (_none, index) => `L${index + 1}`));
  });
});
