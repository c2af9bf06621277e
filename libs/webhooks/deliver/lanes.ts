import type { DueEndpoint } from './delivery-queue.js';

export interface LaneTerms {
  /** At an endpoint at once; at one that fails or is slow one, which finds out whether it is better. */
  readonly perEndpoint: number;
  /** What one association takes, others have left: a slow receiver holds up its own association at most. */
  readonly perAssociation: number;
  /** Of an association's lanes, those that slow endpoints may hold: the rest is for whoever answers in time. */
  readonly slowPerAssociation: number;
  readonly all: number;
}

const TERMS: LaneTerms = { perEndpoint: 4, perAssociation: 20, slowPerAssociation: 10, all: 200 };
/** Endpoints known as slow; beyond it all are tried anew. */
const SLOW_MAX = 10_000;

interface Held {
  all: number;
  slow: number;
}

/** Which lanes are open, and whether an endpoint may have one more. */
export class Lanes {
  readonly #ofEndpoint = new Map<string, number>();
  readonly #ofAssociation = new Map<string, Held>();
  readonly #slow = new Set<string>();
  #all = 0;

  constructor(private readonly terms: LaneTerms = TERMS) {}

  /** What may be opened now: one for each endpoint before a second one for any. */
  take(due: readonly DueEndpoint[]): Lane[] {
    const taken: Lane[] = [];
    for (let turn = 0; turn < this.terms.perEndpoint; turn += 1) {
      for (const one of due) {
        const lane = this.#takeOne(one);
        if (lane) taken.push(lane);
      }
    }
    return taken;
  }

  /** `isSlow`: what its last message showed; null where none was sent. */
  leave({ due, wasSlow }: Lane, isSlow: boolean | null): void {
    const key = keyOf(due);
    add(this.#ofEndpoint, key, -1);
    const held = this.#ofAssociation.get(due.association)!;
    held.all -= 1;
    if (wasSlow) held.slow -= 1;
    if (held.all === 0) this.#ofAssociation.delete(due.association);
    this.#all -= 1;
    if (isSlow === false) this.#slow.delete(key);
    if (isSlow !== true) return;
    if (this.#slow.size >= SLOW_MAX) this.#slow.clear();
    this.#slow.add(key);
  }

  #takeOne(due: DueEndpoint): Lane | null {
    const { perEndpoint, perAssociation, slowPerAssociation, all } = this.terms;
    const key = keyOf(due);
    const isSlow = this.#slow.has(key);
    const held = this.#ofAssociation.get(due.association) ?? { all: 0, slow: 0 };
    if (this.#all >= all || held.all >= perAssociation || (isSlow && held.slow >= slowPerAssociation)) return null;
    if ((this.#ofEndpoint.get(key) ?? 0) >= (due.isFailing || isSlow ? 1 : perEndpoint)) return null;
    add(this.#ofEndpoint, key, 1);
    this.#ofAssociation.set(due.association, { all: held.all + 1, slow: held.slow + (isSlow ? 1 : 0) });
    this.#all += 1;
    return { due, wasSlow: isSlow };
  }
}

export interface Lane {
  readonly due: DueEndpoint;
  /** Whether the endpoint was known as slow when it was opened. */
  readonly wasSlow: boolean;
}

function keyOf({ association, webhook }: DueEndpoint): string {
  return `${association} ${webhook.id}`;
}

function add(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
