import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { platformProblems } from './platform-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(platformProblems)).toEqual([]);
});

it('a problem is found that says it in one language alone, or only what is wrong', () => {
  const ja = '番号がありません。確かめてください';
  const texts = {
    whole: { ja, en: 'No such number: check it' },
    'in Japanese alone': { ja, en: 'No such number: it is unknown' },
    'in English alone': { ja: '番号がありません', en: 'No such number: check it' },
  };
  expect(sayNothingToDo(texts)).toEqual(['in Japanese alone', 'in English alone']);
});
