import { Seeded } from '../harness/seeded.js';

export const VICTIMS = ['ledger', 'projector', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

/** One round: under load, kill -9 of one process, and its start after a while. */
export interface Round {
  readonly victim: Victim;
  /** Milliseconds of load before the kill. */
  readonly killAfter: number;
  /** Milliseconds that it stays dead. */
  readonly deadFor: number;
}

/** What a seed makes of a run. The same seed kills the same in the same order; how the load falls in between varies. */
export function crashPlan(seed: number, rounds: number): Round[] {
  const random = new Seeded(seed);
  return Array.from({ length: rounds }, () => ({
    victim: random.pick(VICTIMS),
    killAfter: 100 + random.below(900),
    deadFor: random.below(400),
  }));
}
