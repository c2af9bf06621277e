import { controlTotal, idValue } from '#records';
import type { Operation, Step } from './steps.js';

/** What a load comes to, in the sender's own counts. */
export interface Counts {
  members: number;
  consents: number;
  objections: number;
  withdrawals: number;
  transfers: number;
  lines: number;
  planned: number;
  corrections: number;
  completions: number;
  notSent: number;
  voids: number;
  /** Sum of the transfers' ids modulo 2^128, 32 hexadecimal digits. */
  controlTotal: string;
}

const COUNTED = {
  member: 'members',
  consent: 'consents',
  objection: 'objections',
  withdrawal: 'withdrawals',
  correction: 'corrections',
  completion: 'completions',
  void: 'voids',
} as const satisfies Record<Operation['what'], keyof Counts>;

/** Counts steps as they go by. */
export class Tally {
  readonly #counts: Omit<Counts, 'controlTotal'> = {
    members: 0,
    consents: 0,
    objections: 0,
    withdrawals: 0,
    transfers: 0,
    lines: 0,
    planned: 0,
    corrections: 0,
    completions: 0,
    notSent: 0,
    voids: 0,
  };
  #total = 0n;

  count(step: Step): void {
    if (step.kind === 'operation') {
      this.#counts[COUNTED[step.what]] += 1;
      if (step.body['outcome'] === 'not-sent') this.#counts.notSent += 1;
      return;
    }
    this.#counts.transfers += 1;
    this.#counts.lines += step.members.length;
    if (step.header.phase === 'planned') this.#counts.planned += 1;
    this.#total += idValue(step.id);
  }

  get counts(): Counts {
    return { ...this.#counts, controlTotal: controlTotal(this.#total) };
  }
}

/** The counts of a load, whole and for each association. */
export class Summary {
  readonly #whole = new Tally();
  readonly #associations = new Map<string, Tally>();

  count(step: Step): void {
    const tally = this.#associations.get(step.association) ?? new Tally();
    this.#associations.set(step.association, tally);
    tally.count(step);
    this.#whole.count(step);
  }

  get whole(): Counts {
    return this.#whole.counts;
  }

  get associations(): Record<string, Counts> {
    return Object.fromEntries([...this.#associations].map(([id, tally]) => [id, tally.counts]));
  }
}
