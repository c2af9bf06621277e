import { readFileSync, writeFileSync } from 'node:fs';
import type { FuzzRequest } from './fuzz-request.js';
import type { FuzzFailure } from './run-fuzz.js';

const FILE = 'test/fuzz/regressions.json';
/** More of one run say the same thing. */
const ADDED_MAX = 20;

/** A request that failed once, and why. */
interface Regression {
  readonly was: string;
  readonly request: FuzzRequest;
}

/** Requests that failed once. */
export function readRegressions(): FuzzRequest[] {
  return read().map(({ request }) => request);
}

/** Adds what failed now, each request once; how many are new. */
export function keepRegressions(failures: readonly FuzzFailure[]): number {
  const kept = read();
  const known = new Set(kept.map(({ request }) => JSON.stringify(request)));
  const more = failures.flatMap(({ kind, what, request }) =>
    request && !known.has(JSON.stringify(request)) ? [{ was: `${kind}: ${what}`.slice(0, 200), request }] : [],
  );
  const added = more.slice(0, ADDED_MAX);
  if (added.length > 0) writeFileSync(FILE, `${JSON.stringify([...kept, ...added], null, 1)}\n`);
  return added.length;
}

function read(): Regression[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Regression[];
}
