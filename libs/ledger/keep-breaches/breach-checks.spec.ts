import { currentRuleset } from '#statute';
import { MY_NUMBER } from '../testing/statements.js';
import { toMatters, toStated } from './breach-checks.js';
import { MATTER_CODES } from './breach.request.js';

it('takes the matters that the law names, in its order', () => {
  expect(currentRuleset('2026-11-22').breach.matters.map(({ code }) => code)).toEqual([...MATTER_CODES]);
});

it('keeps what is stated, and no individual number', () => {
  expect(toMatters({ outline: `番号 ${MY_NUMBER}`, cause: null, items: '' })).toEqual({
    outline: expect.not.stringContaining(MY_NUMBER),
  });
  expect(toMatters(undefined)).toEqual({});
});

it('takes what nobody said for what did not happen', () => {
  expect(toStated('b', { knewOn: '2026-11-22', sensitive: true, persons: 1, transfers: ['t', 't'] })).toEqual({
    breachId: 'b',
    knewOn: '2026-11-22',
    entrusteeNoticeOn: null,
    sensitive: true,
    propertyRisk: false,
    wrongfulAct: false,
    encrypted: false,
    persons: 1,
    manyPersonsOn: null,
    transfers: ['t'],
  });
});
