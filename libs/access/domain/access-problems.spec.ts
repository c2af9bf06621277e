import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { accessProblems } from './access-problems.js';
import { accountProblems } from './account-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo({ ...accessProblems, ...accountProblems })).toEqual([]);
});
