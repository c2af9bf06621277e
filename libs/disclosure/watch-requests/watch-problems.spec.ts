import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { watchProblems } from './watch-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(watchProblems)).toEqual([]);
});
