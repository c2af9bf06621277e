import type { Failure } from '../report.js';

/** Where more is wrong, the first of it tells enough, and a list of millions would fill the memory. */
const FAILURES_MAX = 100;

/** What is found wrong, up to a limit. */
export class FailureList {
  readonly all: Failure[] = [];

  add(failure: Failure): void {
    if (this.all.length < FAILURES_MAX) this.all.push(failure);
  }
}
