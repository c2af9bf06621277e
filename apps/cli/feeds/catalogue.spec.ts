import { currentRuleset, itemOf, purposeOf } from '#statute';
import { readSamples, type Sample } from '../serve/samples.js';
import { casesOf, readCatalogue } from './catalogue.js';
import { explanationOf, lineOf } from './row-text.js';

const rows = readCatalogue();
const cases = rows.flatMap(casesOf);
const ruleset = currentRuleset('2026-11-22');
let samples: Sample[];
beforeAll(async () => {
  samples = await readSamples();
});

const codes = (letter: string, count: number) =>
  Array.from({ length: count }, (_none, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
const arrangementsOf = (association: string) =>
  samples.find((sample) => sample.association.id === association)!.arrangements;

it('holds the 69 feeds of the policies, law.md section 7', () => {
  expect(rows.map(({ feed }) => feed)).toEqual([
    ...codes('B', 13),
    ...codes('D', 16),
    ...codes('M', 31),
    ...codes('P', 9),
  ]);
});

it('has every feed at each association that publishes it', () => {
  const three = ['mihon-sekkei', 'mihon-shokuhin', 'mihon-unyu'];
  const places = { B: ['mihon-seizo'], D: three, M: ['mihon-sekkei'], P: ['mihon-kurashi'] };
  for (const { feed, cases: own } of rows) {
    const at = [...new Set(own.flatMap((one) => Object.keys(one.at)))].sort();
    expect([feed, at]).toEqual([feed, places[feed[0] as keyof typeof places]]);
  }
  // One of the three does not publish the purpose of translation.
  expect(three.filter((one) => arrangementsOf(one).some(({ id }) => id === 'D14'))).toEqual(three.slice(0, 2));
});

it('names each case once, by a name that tells it from the others of its row', () => {
  const names = cases.map(({ name, association }) => `${name} ${association}`);
  expect(new Set(names).size).toBe(names.length);
  const many = rows.filter((row) => row.cases.length > 1).flatMap((row) => row.cases);
  expect(many.filter(({ when }) => !when?.ja || !when.en)).toEqual([]);
});

it('posts under arrangements of the samples, to their parties, about their members, in known codes', () => {
  for (const { name, association, post } of cases) {
    const sample = samples.find((one) => one.association.id === association)!;
    const { party, items, purpose, members, arrangement } = post;
    const version = sample.arrangements.find(({ id }) => id === arrangement?.id)?.versions[
      (arrangement?.version ?? 0) - 1
    ];
    expect([name, arrangement === undefined || version!.parties.includes(party.id)]).toEqual([name, true]);
    expect(sample.parties.map((one) => one['id'])).toContain(party.id);
    expect([name, items.filter(({ code }) => !itemOf(ruleset, code))]).toEqual([name, []]);
    expect([name, purposeOf(ruleset, purpose) !== null]).toEqual([name, true]);
    const refs = sample.members.map(({ ref }) => ref);
    expect(members.filter(({ ref }) => !refs.includes(ref))).toEqual([]);
  }
});

it('has each arrangement as printed and as repaired, and each belongs to a feed', () => {
  const arrangements = samples.flatMap((sample) => sample.arrangements);
  expect(arrangements.filter(({ id }) => !rows.some(({ feed }) => id.split('-')[0] === feed))).toEqual([]);
  const labels = arrangements.map(({ id, versions }) => [id, versions.map((version) => version['label'])]);
  expect(labels).toEqual(arrangements.map(({ id }) => [id, ['as-printed', 'as-repaired']]));
  const used = new Set(cases.flatMap(({ association, post }) => `${association} ${post.arrangement?.id}`));
  const all = samples.flatMap((one) => one.arrangements.map(({ id }) => `${one.association.id} ${id}`));
  expect(all.filter((one) => !used.has(one))).toEqual([]);
});

it('keeps to the purposes that law.md 8 permits', () => {
  const permitted: [string[], string[]][] = [
    [['B01', 'M14', 'B05', 'M11', 'D05', 'D06'], ['U06']],
    [
      ['B03', 'B04', 'M17', 'M18', 'M19', 'M20', 'M21', 'M26'],
      ['U08', 'U09'],
    ],
    [['D10', 'M12'], ['U14']],
    [['D14', 'M13'], ['U20']],
  ];
  for (const [feeds, purposes] of permitted) {
    const found = samples.flatMap((sample) => sample.arrangements).filter(({ id }) => feeds.includes(id));
    for (const { id, versions } of found) {
      const own = versions.at(-1)!['purposes'] as string[];
      expect([id, own.some((code) => purposes.includes(code))]).toEqual([id, true]);
    }
  }
  const published = (one: Sample) => (one.association['purposes'] as { code: string }[]).map(({ code }) => code);
  const translating = samples.filter((one) => published(one).includes('U20')).map(({ association }) => association.id);
  expect(translating).toEqual(['mihon-sekkei', 'mihon-shokuhin']);
});

it('publishes every purpose under which an association sends lawfully, save where the law itself is the ground', () => {
  for (const { association, arrangements } of samples) {
    const published = (association['purposes'] as { code: string }[]).map(({ code }) => code);
    const needed = arrangements
      .filter(({ versions }) => versions.at(-1)!['kind'] !== 'statutory-duty')
      .flatMap(({ versions }) => versions.at(-1)!['purposes'] as string[]);
    expect([association.id, needed.filter((code) => !published.includes(code) && code !== 'U22')]).toEqual([
      association.id,
      [],
    ]);
  }
});

it('tells each row in a line and in full, in both languages', () => {
  const title = { ja: '題', en: 'Title' };
  const d04 = rows.find(({ feed }) => feed === 'D04')!;
  expect(lineOf(d04, title).split('\t')).toEqual([
    'D04',
    'C1/E1'.padEnd(8),
    'provision record/no record',
    'show',
    'mihon-unyu,mihon-shokuhin,mihon-sekkei',
    '題 / Title',
  ]);
  for (const row of rows) {
    const text = explanationOf(row, title);
    const cited = row.cases.flatMap(({ expected }) => expected.citations);
    expect(cited.filter((ref) => !text.includes(`${ref}: `) || text.includes(`${ref}: ${ref} /`))).toEqual([]);
  }
});
