import { Refusal, type FieldError } from '#platform';
import { missingMatters, type Day, type Ruleset } from '#statute';
import { judgementOf, leftToDo, type Breach } from '../domain/breach.js';
import type { BreachMatters, StatedBreach } from '../domain/breach-events.js';
import { maskTexts } from '../writing/mask-texts.js';
import type { BreachMattersRequest, BreachRequest } from './breach.request.js';

/** What was stated, complete: what nobody said did not happen. */
export function toStated(breachId: string, request: BreachRequest): StatedBreach {
  return {
    breachId,
    knewOn: request.knewOn,
    entrusteeNoticeOn: request.entrusteeNoticeOn ?? null,
    sensitive: request.sensitive,
    propertyRisk: request.propertyRisk ?? false,
    wrongfulAct: request.wrongfulAct ?? false,
    encrypted: request.encrypted ?? false,
    persons: request.persons,
    manyPersonsOn: request.manyPersonsOn ?? null,
    transfers: [...new Set(request.transfers ?? [])],
  };
}

/** Matters that are stated, without individual numbers. */
export function toMatters(request: BreachMattersRequest | undefined): BreachMatters {
  const stated = Object.entries(request ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return maskTexts(Object.fromEntries(stated)).value;
}

export function refuseImpossibleDays(stated: StatedBreach, today: Day): void {
  const errors: FieldError[] = [];
  for (const field of ['knewOn', 'entrusteeNoticeOn', 'manyPersonsOn'] as const) {
    const day = stated[field];
    if (day !== null && day > today) errors.push({ pointer: `/${field}`, detail: 'is in the future' });
  }
  if (stated.manyPersonsOn !== null && stated.manyPersonsOn < stated.knewOn)
    errors.push({ pointer: '/manyPersonsOn', detail: 'is before the day on which the breach was known' });
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}

/** A report or notice is made on a day between the knowledge and today. */
export function refuseDay({ stated }: Breach, field: string, day: Day, today: Day): void {
  const first =
    stated.entrusteeNoticeOn && stated.entrusteeNoticeOn < stated.knewOn ? stated.entrusteeNoticeOn : stated.knewOn;
  const detail = day > today ? 'is in the future' : day < first ? 'is before the day of knowledge' : null;
  if (detail) throw new Refusal('invalid-request', { errors: [{ pointer: `/${field}`, detail }] });
}

/** Rules 8(1): nine matters. One that cannot be known yet is said to follow; it is not left out in silence. */
export function refuseIncomplete({ matters }: Breach, { breach: law }: Ruleset, toFollow: readonly string[]): void {
  const missing = missingMatters(law, matters).filter((code) => !toFollow.includes(code));
  if (missing.length > 0) throw new Refusal('breach-incomplete', { missing });
}

export function refuseUndone(breach: Breach, ruleset: Ruleset): void {
  const left = leftToDo(breach, judgementOf(breach, ruleset));
  if (left.length > 0) throw new Refusal('breach-not-done', { left });
}
