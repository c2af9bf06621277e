import { currentArticle } from '../index.js';
import { ARTICLES } from '../rulesets/articles.js';

const readingOf = (printed: string, on?: string) => {
  const { status, current } = currentArticle(printed, on);
  return [status, current];
};

describe('an article by its printed number (law.md section 0)', () => {
  it.each([
    ['APPI 15', 'APPI 17'],
    ['APPI 16(3)', 'APPI 18(3)'],
    ['APPI 22-2(1)', 'APPI 26(1)'],
    ['APPI 23(1)', 'APPI 27(1)'],
    ['APPI 23(1)(ii)', 'APPI 27(1)(ii)'],
    ['APPI 23(2)', 'APPI 27(2)'],
    ['APPI 23(5)(iii)', 'APPI 27(5)(iii)'],
    ['APPI 23(4)(iii)', 'APPI 27(5)(iii)'],
    ['APPI 23(6)', 'APPI 27(6)'],
    ['APPI 26(3)', 'APPI 30(3)'],
    ['APPI 26-2', 'APPI 31'],
    ['APPI 28(5)', 'APPI 33(5)'],
    ['Rules 12(2)', 'Rules 19(2)'],
    ['Rules 13(1)(ii)', 'Rules 20(1)(ii)'],
    ['Rules 16(2)', 'Rules 23(2)'],
    ['NUM 9(3)', 'NUM 9(5)'],
  ])('%s is %s today', (printed, current) => {
    expect(readingOf(printed)).toEqual(['superseded', current]);
  });

  it.each([
    ['23条5項3号', 'APPI 27(5)(iii)'],
    ['第23条第4項第3号', 'APPI 27(5)(iii)'],
    ['個人情報保護法第２３条第５項第３号', 'APPI 27(5)(iii)'],
    ['個人情報の保護に関する法律第二十三条第一項第二号', 'APPI 27(1)(ii)'],
    ['法第22条の2第1項', 'APPI 26(1)'],
    ['個人情報保護法施行規則第12条第2項', 'Rules 19(2)'],
    ['Art. 23, para. 4, item iii', 'APPI 27(5)(iii)'],
    ['Act on the Protection of Personal Information', null],
    ['Article 23(5)(3)', 'APPI 27(5)(iii)'],
    ['23(1)', 'APPI 27(1)'],
  ])('reads %s', (printed, current) => {
    expect(currentArticle(printed).current).toBe(current);
  });

  it.each([
    'APPI 27(1)',
    '第27条第5項第3号',
    'Rules 20(1)(ii)',
    'APPI 27(2) proviso',
    '個情法16条2項',
    'K345',
    'GL 3-6-1',
  ])('leaves %s as it is', (printed) => {
    expect(currentArticle(printed).status).toBe('current');
  });

  it('says what a number of today was before', () => {
    expect(currentArticle('APPI 27(1)').meanings).toEqual([
      { ref: 'APPI 27(1)', numberings: ['2022-04'], matter: expect.anything() },
      { ref: 'APPI 32(1)', numberings: ['2017-05'], matter: expect.anything() },
      { ref: 'APPI 35(1)', numberings: ['before-2017-05'], matter: expect.anything() },
    ]);
  });

  it.each([
    ['APPI 23(4)', ['APPI 27(4)', 'APPI 27(5)']],
    ['APPI 25(1)', ['APPI 29(1)', 'APPI 33(1)']],
    ['23条5項', ['APPI 27(5)', 'APPI 27(6)']],
    ['番号法第9条第4項', ['NUM 9(5)', 'NUM 9(4)']],
  ])('says that %s may be two, the likeliest first', (printed, meanings) => {
    const reading = currentArticle(printed);
    expect(reading.status).toBe('ambiguous');
    expect(reading.current).toBe(meanings[0]);
    expect(reading.meanings.map(({ ref }) => ref)).toEqual(meanings);
  });

  it('reads a number by the numbering of the day on which it was printed', () => {
    expect(readingOf('APPI 25')).toEqual(['current', 'APPI 25']);
    expect(readingOf('APPI 25', '2019-04-01')).toEqual(['superseded', 'APPI 29']);
    expect(readingOf('APPI 25', '2016-04-01')).toEqual(['superseded', 'APPI 33']);
    expect(readingOf('23条5項', '2016-04-01')).toEqual(['superseded', 'APPI 27(6)']);
    expect(readingOf('23条4項', '2019-04-01')).toEqual(['superseded', 'APPI 27(4)']);
    expect(readingOf('23条4項', '2026-04-01')).toEqual(['ambiguous', 'APPI 27(4)']);
  });

  it.each([
    'APPI 23(1)(v)',
    'APPI 23(7)',
    'APPI 999',
    '刑事訴訟法197条2項',
    '個人情報保護法',
    '',
    'ⅹ'.repeat(200),
    '第条',
  ])('says that it does not know %s', (printed) => {
    expect(currentArticle(printed)).toEqual({ printed, status: 'unknown', current: null, meanings: [] });
  });
});

describe('the table of articles', () => {
  it('gives each number of a numbering one meaning', () => {
    for (const { id } of ARTICLES.numberings) {
      const refs = ARTICLES.articles.flatMap(({ now, was }) => (id === '2022-04' ? now.ref : (was[id]?.ref ?? [])));
      expect(new Set(refs).size).toBe(refs.length);
    }
  });

  it('reads every number that it holds, and comes to today’s', () => {
    for (const { now, was } of ARTICLES.articles) {
      expect(currentArticle(now.ref).meanings.map(({ ref }) => ref)).toContain(now.ref);
      for (const { ref } of Object.values(was)) {
        expect(currentArticle(ref).meanings.map((one) => one.ref)).toContain(now.ref);
      }
    }
  });
});
