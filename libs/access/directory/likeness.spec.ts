import type { CommittedIdentity } from '#proof';
import { likenessOf, type Likeness } from './likeness.js';

const PERSON: CommittedIdentity = {
  insurerNumber: '06990014',
  symbol: '10',
  number: '500',
  branch: '01',
  name: '髙﨑 見本',
  kana: 'タカサキ ミホン',
  birthDate: '1980-04-01',
};
const { insurerNumber: _insurer, symbol: _symbol, branch: _branch, ...NUMBER_ALONE } = PERSON;
const { birthDate: _birthDate, ...UNDATED } = PERSON;

const share = (one: readonly string[], other: readonly string[]) => one.some((text) => other.includes(text));

function between(one: Likeness, other: Likeness): 'certain' | 'hint' | 'none' {
  if (share(one.certain, other.certain)) return 'certain';
  const isUndated = !one.isDated || !other.isDated;
  return share(one.hints, other.hints) || (isUndated && share(one.undated, other.undated)) ? 'hint' : 'none';
}

const alike = (other: CommittedIdentity, one = PERSON) => between(likenessOf(one), likenessOf(other));

describe('two identities', () => {
  it.each<[string, CommittedIdentity]>([
    ['the same', PERSON],
    ['the same numbers and name, without a birth date', UNDATED],
    ['the same numbers, with the kana in the place of the name', { ...UNDATED, name: 'たかさき みほん' }],
    ['the same numbers and birth date, with another name', { ...PERSON, name: '田中 見本', kana: 'タナカ ミホン' }],
    ['the same numbers and name, with another birth date', { ...PERSON, birthDate: '1981-04-01' }],
  ])('are of one person: %s', (_, other) => {
    expect(alike(other)).toBe('certain');
  });

  it.each<[string, CommittedIdentity]>([
    ['a number and a name alone', { number: '500', name: '高崎見本' }],
    ['a part of the numbers, with the birth date', { ...NUMBER_ALONE, name: '例示 花子', kana: 'レイジ ハナコ' }],
    [
      'another branch, with the kana in the place of the name',
      { ...NUMBER_ALONE, branch: '02', name: 'タカサキ ミホン' },
    ],
    ['other numbers, with name and birth date', { ...PERSON, number: '1' }],
    ['other numbers, with the name, and no birth date', { ...UNDATED, number: '1' }],
    ['other numbers, with the kana, and no birth date', { number: '1', name: '高先 みほん', kana: 'タカサキミホン' }],
    ['the same numbers, another name, and no birth date', { ...UNDATED, name: '田中 見本', kana: 'タナカ' }],
  ])('may be of one person: %s', (_, other) => {
    expect(alike(other)).toBe('hint');
  });

  it.each<[string, CommittedIdentity]>([
    [
      'a number that was given to somebody else',
      { ...PERSON, name: '例示 花子', kana: 'レイジ ハナコ', birthDate: '1990-01-01' },
    ],
    ['a name of two people, born on two days', { ...PERSON, number: '1', birthDate: '1990-01-01' }],
    ['nothing in common, and no birth date', { number: '1', name: '例示 花子' }],
  ])('are of two: %s', (_, other) => {
    expect(alike(other)).toBe('none');
  });

  it('are not alike by a name of which nothing is compared', () => {
    expect(alike({ number: '1', name: '・' }, { number: '2', name: 'ー' })).toBe('none');
  });
});
