import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { webhookProblems } from './webhook-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(webhookProblems)).toEqual([]);
});
