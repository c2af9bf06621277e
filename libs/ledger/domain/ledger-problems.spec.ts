import { sayNothingToDo } from '../../../test/harness/what-to-do.js';
import { ledgerProblems } from './ledger-problems.js';

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(ledgerProblems)).toEqual([]);
});
