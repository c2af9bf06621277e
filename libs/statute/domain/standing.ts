import { dayInJapan } from './calendar.js';
import type { Day, Instant, LineFacts, StandingFacts, TransferFacts } from './facts.js';
import { DEFAULT_SETTINGS } from './settings.js';

export type ConsentState = 'VALID' | 'MISSING' | 'SCOPE' | 'WITHDRAWN' | 'CAPACITY';

export interface ConsentFound {
  readonly state: ConsentState;
  readonly consent: StandingFacts | null;
}

const NO_CONSENT: ConsentFound = { state: 'MISSING', consent: null };

/**
 * The consent that would carry the line, art. 27(1) or 28(1). Among those that fit, the latest word counts: a
 * withdrawal after the newest consent ends the older ones too. A consent counts from an instant before the send.
 */
export function findConsent(
  kind: 'CONSENT' | 'FOREIGN_CONSENT',
  line: LineFacts,
  transfer: TransferFacts,
): ConsentFound {
  if (line.standing.length === 0) return NO_CONSENT;
  const effective = line.standing.filter(
    (one) =>
      one.kind === kind &&
      (line.consentId === null || one.id === line.consentId) &&
      isBeforeSend(one.effectiveFrom, transfer),
  );
  const covering = effective.filter((one) => coversLine(one, line, transfer));
  const fitting = covering.filter((one) => isByCapable(one, transfer));
  const newest = fitting.reduce<StandingFacts | null>(newerOf, null);
  if (newest === null && covering.length > 0) return { state: 'CAPACITY', consent: covering[0] ?? null };
  if (newest === null) return unfitting(effective, line, transfer);
  const withdrawn = fitting.some(
    (one) => isWithdrawn(one, transfer) && (one === newest || (one.withdrawnAt ?? '') > newest.effectiveFrom),
  );
  return withdrawn ? { state: 'WITHDRAWN', consent: newest } : { state: 'VALID', consent: newest };
}

/** What an objection or a reservation is read with. */
export interface Against {
  readonly consent: ConsentFound;
  /** One against a matter that names items counts for the lines that carry them; otherwise for the whole matter. */
  readonly objectsByItem: boolean;
}

/** True where an objection to the matter counts and no later consent took it back. */
export function isObjected(line: LineFacts, transfer: TransferFacts, { consent, objectsByItem }: Against): boolean {
  return line.standing.some(
    (one) =>
      one.kind === 'OBJECTION' &&
      standsAgainst(one, line, transfer) &&
      meansItems(one, line, objectsByItem) &&
      !isOvertaken(one, consent),
  );
}

/** True where the member asked that the matter need an explicit consent, and none is held. */
export function isReserved(line: LineFacts, transfer: TransferFacts, { consent, objectsByItem }: Against): boolean {
  if (consent.state === 'VALID') return false;
  return line.standing.some(
    (one) => one.kind === 'RESERVATION' && standsAgainst(one, line, transfer) && meansItems(one, line, objectsByItem),
  );
}

/** True where a stop of provision, art. 27(2) or 35, counts. Only its own lifting ends it. */
export function isStopped(line: LineFacts, transfer: TransferFacts): boolean {
  return line.standing.some(
    (one) => one.kind === 'STOP' && standsAgainst(one, line, transfer) && meansItems(one, line, false),
  );
}

// A child's consent is a representative's; one that nobody said to be so is the child's own (GL 2-16).
function isByCapable({ by, ageWhenDeclared }: StandingFacts, { association }: TransferFacts): boolean {
  if (ageWhenDeclared === undefined || by === 'representative') return true;
  return ageWhenDeclared >= (association.settings?.consentAloneFrom ?? DEFAULT_SETTINGS.consentAloneFrom);
}

function meansItems({ matter, scope }: StandingFacts, line: LineFacts, byItem: boolean): boolean {
  if (matter !== null && !byItem) return true;
  return scope.items.length === 0 || line.items.some((item) => scope.items.includes(item));
}

function unfitting(effective: readonly StandingFacts[], line: LineFacts, transfer: TransferFacts): ConsentFound {
  const named = line.consentId !== null;
  const near = effective.filter((one) => named || one.matter === null || one.matter === line.arrangementId);
  const standing = near.find((one) => !isWithdrawn(one, transfer));
  if (standing !== undefined) return { state: 'SCOPE', consent: standing };
  const pointedAt = named ? near[0] : undefined;
  return pointedAt === undefined ? NO_CONSENT : { state: 'WITHDRAWN', consent: pointedAt };
}

// A consent that names its matter takes the arrangement's own lists where it has none; one without a matter covers
// only what it names.
function coversLine(one: StandingFacts, line: LineFacts, transfer: TransferFacts): boolean {
  const { scope } = one;
  if (one.matter !== null && one.matter !== line.arrangementId) return false;
  const arrangement = one.matter === null ? null : transfer.arrangement;
  const anyParty = scope.classes.length === 0 && scope.parties.length === 0;
  const partyFits = anyParty ? arrangement?.partyIncluded === true : namesParty(one, line, transfer);
  if (!partyFits) return false;
  const purposes = scope.purposes.length > 0 ? scope.purposes : (arrangement?.purposes ?? []);
  if (!purposes.includes(transfer.purpose)) return false;
  if (scope.items.length === 0 && arrangement?.itemsOpen === true) return true;
  const items = scope.items.length > 0 ? scope.items : (arrangement?.items ?? []);
  return items.length > 0 && line.items.every((item) => items.includes(item));
}

// An objection or a stop without lists is meant against everything: what is doubtful is read for the member.
function standsAgainst(one: StandingFacts, line: LineFacts, transfer: TransferFacts): boolean {
  const start = startOf(one);
  if (!isNotAfterSend(start, transfer)) return false;
  if (one.withdrawnAt !== null && isBeforeSend(one.withdrawnAt, transfer)) return false;
  if (one.matter !== null) return one.matter === line.arrangementId;
  const { scope } = one;
  const anyParty = scope.classes.length === 0 && scope.parties.length === 0;
  if (!anyParty && !namesParty(one, line, transfer)) return false;
  return scope.purposes.length === 0 || scope.purposes.includes(transfer.purpose);
}

function namesParty(one: StandingFacts, line: LineFacts, transfer: TransferFacts): boolean {
  return (
    one.scope.classes.includes(transfer.party.class) ||
    (line.partyId !== null && one.scope.parties.includes(line.partyId))
  );
}

function isOvertaken(objection: StandingFacts, consent: ConsentFound): boolean {
  return consent.state === 'VALID' && consent.consent !== null && consent.consent.effectiveFrom > startOf(objection);
}

function startOf(one: StandingFacts): Instant {
  return one.effectiveFrom > one.receivedAt ? one.effectiveFrom : one.receivedAt;
}

function isWithdrawn(one: StandingFacts, transfer: TransferFacts): boolean {
  return one.withdrawnAt !== null && isNotAfterSend(one.withdrawnAt, transfer);
}

function newerOf(newest: StandingFacts | null, one: StandingFacts): StandingFacts {
  return newest === null || one.effectiveFrom > newest.effectiveFrom ? one : newest;
}

type Send = { readonly occurredAt: Instant | null; readonly occurredOn: Day };

// Where only the day of the send is known, knowledge of that same day is read against the sender.
function isBeforeSend(instant: Instant, send: Send): boolean {
  return send.occurredAt === null ? dayInJapan(instant) < send.occurredOn : instant < send.occurredAt;
}

function isNotAfterSend(instant: Instant, send: Send): boolean {
  return send.occurredAt === null ? dayInJapan(instant) <= send.occurredOn : instant <= send.occurredAt;
}
