import { itemOf, purposeOf } from '../domain/catalogue.js';
import { currentRuleset } from './index.js';

const ruleset = currentRuleset('2026-11-22');

describe('the item catalogue, art. 2(3) and Cabinet Order art. 2 (law.md 5.1)', () => {
  it.each([
    ['claims as image, data or copy', ['CLAIM_COPY', 'CLAIM_CSV', 'CLAIM_DATA', 'OVERSEAS_CLAIM']],
    [
      'summaries of claims',
      ['CLAIM_AMOUNT', 'CARE_SETTING', 'TREATMENT_MONTH', 'TREATMENT_DATE', 'HOUSEHOLD_MEDICAL_COST'],
    ],
    [
      'that a doctor was seen or a medicine dispensed',
      ['VISIT_HISTORY', 'MEDICAL_INSTITUTION', 'UNDER_TREATMENT', 'DISPENSING'],
    ],
    [
      'results and findings of checkups and tests',
      ['CHECKUP_DATA_STATUTORY', 'CHECKUP_DATA_OTHER', 'FINDINGS', 'GENETIC_TEST_RESULT'],
    ],
    [
      'guidance, its content and the fact of it',
      ['GUIDANCE_CONTENT', 'GUIDANCE_COURSE', 'POST_CHECKUP_MEASURES', 'HEALTH_INFORMATION'],
    ],
    ['results of stress checks', ['STRESS_CHECK_RESULT']],
    ['amounts that show treatment', ['HIGH_COST_BENEFIT', 'ADDITIONAL_BENEFIT', 'CASH_BENEFIT', 'CHILDBIRTH_BENEFIT']],
    ['leave for illness', ['INJURY_ALLOWANCE', 'LEAVE_PERIOD', 'TREATMENT_STATUS', 'DIAGNOSIS', 'MEDICAL_HISTORY']],
    ['payments for PEP and PrEP', ['MUTUAL_AID_PAID_ON', 'BENEFIT_PAID_ON', 'PAYMENT_CLAIM']],
    ['accidents and crimes suffered', ['THIRD_PARTY_ACT_FILE', 'ACCIDENT_CIRCUMSTANCES', 'CRIME_VICTIM_FACT']],
    ['disability', ['DISABILITY']],
    [
      'the other kinds that the Act names',
      ['RACE', 'CREED', 'SOCIAL_STATUS', 'CRIMINAL_RECORD', 'CRIMINAL_PROCEDURE', 'JUVENILE_PROCEDURE'],
    ],
    ['the beneficiary of the same sex, by policy', ['BENEFICIARY_RELATION']],
  ])('holds %s to be sensitive', (_, codes) => {
    expect(codes.filter((code) => itemOf(ruleset, code)?.sensitive !== true)).toEqual([]);
  });

  it.each([
    [
      'that a checkup was taken, or not (GL 2-3(8))',
      ['CHECKUP_ATTENDANCE', 'CHECKUP_DATE', 'CHECKUP_SCHEDULED_ON', 'CHECKUP_COURSE'],
    ],
    [
      'who somebody is',
      ['NAME', 'NAME_KANA', 'BIRTH_DATE', 'SEX', 'AGE', 'ADDRESS', 'PHONE', 'EMAIL', 'SYMBOL_NUMBER'],
    ],
    [
      'income and family',
      ['BANK_ACCOUNT', 'STANDARD_REMUNERATION', 'STANDARD_BONUS', 'INCOME', 'FEE_REDUCTION', 'FAMILY_RELATION'],
    ],
    ['eligibility and work', ['ELIGIBILITY_DATA', 'ELIGIBILITY_LOST_ON', 'WORK_STATUS', 'PAY_DATA', 'JOB_RANK']],
  ])('does not hold %s to be sensitive', (_, codes) => {
    expect(codes.filter((code) => itemOf(ruleset, code)?.sensitive !== false)).toEqual([]);
  });

  it('names each item once, in both languages', () => {
    const codes = ruleset.items.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(ruleset.items.filter(({ ja, en, group }) => !ja || !en || !group)).toEqual([]);
  });

  it('marks insurer number, symbol and number as identification codes, and the individual number alone as such', () => {
    const of = (mark: 'insurerSymbolNumber' | 'myNumber') =>
      ruleset.items.filter((item) => item[mark]).map(({ code }) => code);
    expect(of('insurerSymbolNumber')).toEqual(['INSURER_NUMBER', 'SYMBOL_NUMBER']);
    expect(of('myNumber')).toEqual(['INDIVIDUAL_NUMBER']);
  });
});

it('knows the purposes of the table common to the policies of kenpos (law.md 8), and those of a mutual-aid association', () => {
  const table = Array.from({ length: 16 }, (_none, index) => `U${String(index + 1).padStart(2, '0')}`);
  expect(table.filter((code) => !purposeOf(ruleset, code)?.classes.includes('KENPO'))).toEqual([]);
  const own = ruleset.purposes.filter(({ classes }) => !classes.includes('KENPO')).map(({ code }) => code);
  expect(own).toEqual(['W01', 'W02', 'W03', 'W04', 'W05', 'W06', 'W07', 'W08']);
});
