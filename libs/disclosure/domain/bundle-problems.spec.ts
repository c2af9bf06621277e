import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { bundleProblems } from './bundle-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(bundleProblems)).toEqual([]);
});
