import { ABOUT, CHECKS, FAILURES, NOT_PROMISED } from './report-texts.js';

/** `cannot-check`: nothing was found wrong, but something could not be looked at, so nothing may be concluded. */
export type Verdict = 'ok' | 'broken' | 'cannot-check';

export type CheckCode = keyof typeof CHECKS;
export type FailureCode = keyof typeof FAILURES;
export type NotPromisedCode = keyof typeof NOT_PROMISED;

/** How many of a kind were looked at and found right. */
export interface Checked {
  readonly what: CheckCode;
  readonly count: number;
}

/** What is wrong, or cannot be looked at. It says places, hashes and codes, and nothing that an event says of a person. */
export interface Failure {
  readonly what: FailureCode;
  /** Position in the log, 16 digits. */
  readonly position?: string;
  /** Which file, table, projection, tile or link. */
  readonly where?: string;
  readonly expected?: string;
  readonly found?: string;
}

/** Of whom or what it is, for a reader to compare with what they asked for. */
export interface About {
  readonly what: keyof typeof ABOUT;
  readonly value: string;
  /** Of which of two documents; left out where there is one. */
  readonly of?: 'older' | 'newer';
}

/** What every verifier answers, whatever it verified. */
export interface VerificationReport {
  readonly ok: Verdict;
  readonly checked: readonly Checked[];
  readonly failures: readonly Failure[];
  /** What a reader could believe to be shown by it, and is not. */
  readonly notPromised: readonly NotPromisedCode[];
  readonly about?: readonly About[];
}

type Found = Omit<VerificationReport, 'ok'>;

/** The report on what was found. Counts of one check are added up; checks of which there were none are left out. */
export function reportOf({ checked, failures, notPromised, about }: Found): VerificationReport {
  const counts = new Map<CheckCode, number>();
  for (const { what, count } of checked) counts.set(what, (counts.get(what) ?? 0) + count);
  return {
    ok: verdictOf(failures),
    checked: [...counts].filter(([, count]) => count > 0).map(([what, count]) => ({ what, count })),
    failures,
    notPromised: [...new Set(notPromised)],
    ...(about && about.length > 0 && { about }),
  };
}

/** One report on several things: right only where all of them are. */
export function joinReports(reports: readonly VerificationReport[]): VerificationReport {
  return reportOf({
    checked: reports.flatMap(({ checked }) => checked),
    failures: reports.flatMap(({ failures }) => failures),
    notPromised: reports.flatMap(({ notPromised }) => notPromised),
    about: reports.flatMap(({ about }) => about ?? []),
  });
}

/** The report on what could not be looked at, or was wrong, before anything was checked. */
export function failed(failure: Failure, checked: readonly Checked[] = []): VerificationReport {
  return reportOf({ checked, failures: [failure], notPromised: [] });
}

/** What a program that verified ends with. */
export const VERDICT_EXIT: Readonly<Record<Verdict, 0 | 1 | 2>> = { ok: 0, broken: 1, 'cannot-check': 2 };

function verdictOf(failures: readonly Failure[]): Verdict {
  if (failures.some(({ what }) => FAILURES[what].kind === 'broken')) return 'broken';
  return failures.length > 0 ? 'cannot-check' : 'ok';
}
