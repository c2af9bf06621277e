import { Refusal, type FieldError } from '#platform';
import { endOfYears, itemOf, purposeOf, type Ruleset } from '#statute';
import type { Statement } from '../domain/statement.js';

const ERRORS_MAX = 50;

/** What is done lies behind us; what is planned, and what a period covers, within a foreseeable time. */
const FORESEEABLE_YEARS = 10;

export function refuseImpossibleDays({ phase, occurredOn, period, details }: Statement, today: string): void {
  const foreseeable = endOfYears(today, FORESEEABLE_YEARS);
  const errors: FieldError[] = [];
  const refuseAfter = (day: string | null | undefined, last: string, pointer: string) => {
    if (day && day > last) errors.push({ pointer, detail: `is after ${last}` });
  };
  refuseAfter(occurredOn, phase === 'done' ? today : foreseeable, '/occurredOn');
  refuseAfter(period?.to, foreseeable, '/period/to');
  refuseAfter(details.record.madeOn, today, '/record/madeOn');
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}

export function refuseUnknownCodes(statement: Statement, ruleset: Ruleset): void {
  const errors: FieldError[] = [];
  const look = (codes: readonly string[] | null, pointer: string) =>
    codes?.forEach((code, index) => {
      if (!itemOf(ruleset, code))
        errors.push({ pointer: `${pointer}/items/${index}/code`, detail: 'is not an item of the catalogue' });
    });
  look(statement.items, '');
  statement.members.forEach((member, index) => look(member.items, `/members/${index}`));
  if (!purposeOf(ruleset, statement.purpose))
    errors.push({ pointer: '/purpose', detail: 'is not a purpose of the catalogue' });
  if (errors.length > 0) throw new Refusal('invalid-request', { errors: errors.slice(0, ERRORS_MAX) });
}

export function refuseUnknownMembers(unknown: readonly number[]): void {
  if (unknown.length === 0) return;
  const detail = 'is no member of this association, or one who was erased';
  const errors = unknown.slice(0, ERRORS_MAX).map((index) => ({ pointer: `/members/${index}`, detail }));
  throw new Refusal('member-unknown', { errors });
}
