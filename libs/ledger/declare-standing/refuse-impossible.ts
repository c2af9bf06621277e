import { Refusal, type FieldError } from '#platform';
import { currentRuleset, dayInJapan, itemOf, purposeOf, type StandingKind } from '#statute';
import type { DeclaredBy } from '../domain/registration-events.js';
import type { DeclaredByRequest, DeclareStandingRequest } from './declare-standing.request.js';

/** Clocks differ: what was received a moment from now was received now. Milliseconds. */
const SKEW_MS = 300_000;

/** What says no counts from its receipt and never before: K345. A consent may have been given to another before. */
const COUNTS_FROM_RECEIPT: ReadonlySet<StandingKind> = new Set(['OBJECTION', 'RESERVATION', 'STOP']);
/** Those that need somebody who can consent. */
export const CONSENTS: ReadonlySet<StandingKind> = new Set(['CONSENT', 'FOREIGN_CONSENT']);

/** Refuses what no member can have declared: times that cannot be, codes that no catalogue knows, a consent to nothing. */
export function refuseImpossible(member: string, request: DeclareStandingRequest, now: Date): void {
  const { kind, receivedAt, effectiveFrom, matter } = request;
  const errors = [
    ...timeErrors({ receivedAt, effectiveFrom }, now, COUNTS_FROM_RECEIPT.has(kind)),
    ...scopeErrors(request),
    ...(CONSENTS.has(kind) && !matter ? emptyConsent(request) : []),
    ...(CONSENTS.has(kind) ? unprovenEarlier(request) : []),
    ...byErrors(member, request.by),
  ];
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}

export function timeErrors(
  { receivedAt, effectiveFrom }: { readonly receivedAt: string; readonly effectiveFrom: string },
  now: Date,
  countsFromReceipt: boolean,
): FieldError[] {
  const received = Date.parse(receivedAt);
  const isEarly = countsFromReceipt && Date.parse(effectiveFrom) < received;
  return [
    ...(received > now.getTime() + SKEW_MS ? [{ pointer: '/receivedAt', detail: 'is still to come' }] : []),
    ...(isEarly ? [{ pointer: '/effectiveFrom', detail: 'is before it was received' }] : []),
  ];
}

export function byErrors(member: string, by: DeclaredByRequest | null | undefined): FieldError[] {
  if (!by) return [];
  if (by.who === 'representative' && by.id === member)
    return [{ pointer: '/by/id', detail: 'is the member, whom nobody else represents in this way' }];
  if (by.who === 'representative' && !by.id)
    return [{ pointer: '/by/id', detail: 'is missing: say who represents the member' }];
  if (by.who === 'representative') return [];
  return (['id', 'capacity'] as const)
    .filter((field) => by[field])
    .map((field) => ({ pointer: `/by/${field}`, detail: 'is said of nobody who represents' }));
}

/** Who declared, as an event keeps it; undefined where nobody said so. */
export function declaredBy(by: DeclaredByRequest | null | undefined): DeclaredBy | undefined {
  if (!by) return undefined;
  if (by.who === 'self') return { who: 'self' };
  return { who: 'representative', id: by.id!, ...(by.capacity && { capacity: by.capacity }) };
}

// What was given to another before it came in counts from then, and something has to show that it was.
function unprovenEarlier({ receivedAt, effectiveFrom, evidence }: DeclareStandingRequest): FieldError[] {
  if (evidence?.trim() || Date.parse(effectiveFrom) >= Date.parse(receivedAt)) return [];
  return [{ pointer: '/evidence', detail: 'is missing: say what shows that it was given before it was received' }];
}

function scopeErrors({ scope, receivedAt }: DeclareStandingRequest): FieldError[] {
  const ruleset = currentRuleset(dayInJapan(new Date(receivedAt).toISOString()));
  const unknown = (field: 'items' | 'purposes', isKnown: (code: string) => boolean, what: string) =>
    scope[field].flatMap((code, index) =>
      isKnown(code) ? [] : [{ pointer: `/scope/${field}/${index}`, detail: `is not ${what} of the catalogue` }],
    );
  return [
    ...unknown('items', (code) => itemOf(ruleset, code) !== null, 'an item'),
    ...unknown('purposes', (code) => purposeOf(ruleset, code) !== null, 'a purpose'),
  ];
}

// Without a matter a consent covers what it names: recipient, items and purposes, each of them (GL 2-16).
function emptyConsent({ scope }: DeclareStandingRequest): FieldError[] {
  const isEmpty = (...lists: readonly (readonly unknown[])[]) => lists.every((list) => list.length === 0);
  const detail = 'is empty: a consent that names no matter says to whom, what and what for';
  return [
    ...(isEmpty(scope.classes, scope.parties) ? [{ pointer: '/scope/parties', detail }] : []),
    ...(isEmpty(scope.items) ? [{ pointer: '/scope/items', detail }] : []),
    ...(isEmpty(scope.purposes) ? [{ pointer: '/scope/purposes', detail }] : []),
  ];
}
