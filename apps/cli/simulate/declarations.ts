import type { Sample } from '../serve/samples.js';
import { Dice } from './chance.js';
import { startOfDay } from './days.js';
import type { Feed } from './feeds.js';

const DAY_MILLISECONDS = 86_400_000;
/** Most consents were given in the year before the load begins, the rest in its first weeks. */
const CONSENT_DAYS_BEFORE = 365;
const CONSENT_DAYS_AFTER = 60;

/** What one member declared about one feed; instants in milliseconds since 1970. */
export interface Declared {
  readonly consentAt: number | null;
  readonly withdrawnAt: number | null;
  readonly objectedAt: number | null;
}

/** First and last day of a load. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const NOTHING: Declared = { consentAt: null, withdrawnAt: null, objectedAt: null };

/** The declarations of an association's members. None is kept: each follows from feed and member. */
export class Declarations {
  readonly #from: number;
  readonly #to: number;
  readonly #known = new Map<string, Dice>();

  constructor(
    private readonly load: string,
    private readonly association: Sample['association'],
    span: Span,
  ) {
    this.#from = startOfDay(span.from);
    this.#to = startOfDay(span.to);
  }

  of({ id, season }: Feed, member: number): Declared {
    if (!season.standing) return NOTHING;
    const { consent, withdrawn, objection } = season.standing;
    const chance = this.#dice(id, 'standing').of(member);
    const days = chance.next() * (CONSENT_DAYS_BEFORE + CONSENT_DAYS_AFTER) - CONSENT_DAYS_BEFORE;
    const consentAt = chance.happens(consent) ? this.#second(this.#from + days * DAY_MILLISECONDS) : null;
    const isWithdrawn = chance.happens(withdrawn);
    const fraction = chance.next();
    const objectedAt = chance.happens(objection) ? this.#between(this.#from, fraction) : null;
    const withdrawnAt = consentAt !== null && isWithdrawn ? this.#between(consentAt, fraction) : null;
    return { consentAt, withdrawnAt, objectedAt };
  }

  /** Id of a declaration: chosen by the sender, the same for the same declaration. */
  id({ id }: Feed, member: number, kind: 'CONSENT' | 'OBJECTION'): string {
    return this.#dice(id, kind).uuid(member);
  }

  #dice(feed: string, matter: string): Dice {
    const name = `${feed} ${matter}`;
    const known = this.#known.get(name) ?? new Dice(this.load, this.association.id, feed, matter);
    this.#known.set(name, known);
    return known;
  }

  #between(after: number, fraction: number): number {
    return this.#second(Math.max(after, this.#from) + fraction * Math.max(0, this.#to - Math.max(after, this.#from)));
  }

  #second(milliseconds: number): number {
    return Math.floor(milliseconds / 1_000) * 1_000;
  }
}

/** Whether a consent carries what is sent at the start of that day, or at any time of it. */
export function consents({ consentAt, withdrawnAt, objectedAt }: Declared, startOfDayMilliseconds: number): boolean {
  const isGiven = consentAt !== null && consentAt < startOfDayMilliseconds;
  const isWithdrawn = withdrawnAt !== null && withdrawnAt < startOfDayMilliseconds + DAY_MILLISECONDS;
  return isGiven && !isWithdrawn && !objects({ consentAt, withdrawnAt, objectedAt }, startOfDayMilliseconds);
}

export function objects({ objectedAt }: Declared, startOfDayMilliseconds: number): boolean {
  return objectedAt !== null && objectedAt < startOfDayMilliseconds + DAY_MILLISECONDS;
}
