import { SettingsError, type Environment } from '../config/settings.js';
import type { BudgetTerms } from './caller-budget.js';

/**
 * How often one client may ask, by what it asks. Whoever posts what happened is not limited: a fact that is turned away
 * may be lost. What tells of one member is, so that nobody reads the whole directory in an afternoon unseen.
 */
export const LIMITS_BY_DEFAULT = {
  /** Facts and files of integrating systems, and asking how their import stands. */
  posts: null,
  /** Whatever else changes something. */
  changes: { most: 6_000, seconds: 60 },
  /** Lists, single transfers, records, the law. */
  reads: { most: 6_000, seconds: 60 },
  /** What is kept about one member: more than an officer opens by hand, much less than all members of an association. */
  'member-reads': { most: 1_000, seconds: 3_600 },
  /** Asking tells what members declared: ten for each asking and one for each line. */
  lines: { most: 6_000, seconds: 60 },
  /** Routes that need no token, for each address. */
  open: { most: 600, seconds: 60 },
  /** What is published of a log, for each address: whoever verifies a log reads all its tiles. */
  log: { most: 6_000, seconds: 60 },
  /** Signatures that are handed in without a token, and verified: a witness comes once a minute. */
  cosignatures: { most: 60, seconds: 60 },
  /** Documents that are asked for by their code, for each address: an office checks a pile of them. */
  'document-checks': { most: 60, seconds: 60 },
  /** Codes by which an account did not become a member's, for each account. */
  'binding-tries': { most: 20, seconds: 3_600 },
  /** The same for each address: behind the one of an employer many redeem their letters in the same week, and mistype. */
  'binding-tries-of-address': { most: 60, seconds: 3_600 },
  /** Messages of webhooks that are asked for, tests and replays, for each account. */
  'webhook-sends': { most: 30, seconds: 60 },
  /** Webhooks that are registered or changed, for each account: each is an event. */
  'webhook-changes': { most: 100, seconds: 86_400 },
  /** Tokens that were refused, for each address. */
  'bad-tokens': { most: 30, seconds: 300 },
} as const satisfies Record<string, BudgetTerms | null>;

export type LimitName = keyof typeof LIMITS_BY_DEFAULT;
/** Null: not limited. */
export type LimitTerms = Readonly<Record<LimitName, BudgetTerms | null>>;

const NO_LIMITS = Object.fromEntries(Object.keys(LIMITS_BY_DEFAULT).map((name) => [name, null])) as LimitTerms;

/** `KIROKU_LIMITS`: `reads=600/60,lines=off`, each limit by its name, the others as they are; or `off`, for none at all. */
export function limitTerms(env: Environment): LimitTerms {
  const parts = (env['KIROKU_LIMITS'] ?? '').split(',').filter((part) => part.trim() !== '');
  if (parts.length === 1 && parts[0]!.trim() === 'off') return NO_LIMITS;
  return { ...LIMITS_BY_DEFAULT, ...Object.fromEntries(parts.map(readLimit)) };
}

function readLimit(part: string): [LimitName, BudgetTerms | null] {
  const [, name, most, seconds] = /^ *([a-z-]+)=(?:off|([1-9]\d{0,8})\/([1-9]\d{0,5})) *$/.exec(part) ?? [];
  if (name === undefined || !Object.hasOwn(LIMITS_BY_DEFAULT, name)) {
    const names = Object.keys(LIMITS_BY_DEFAULT).join(', ');
    throw new SettingsError(`KIROKU_LIMITS is a list of name=requests/seconds or name=off; the names are ${names}.`);
  }
  return [name as LimitName, most === undefined ? null : { most: Number(most), seconds: Number(seconds) }];
}
