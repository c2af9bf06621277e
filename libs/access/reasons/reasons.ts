import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { AssociationActs } from '../acts/association-acts.js';
import { reasonStream, type ReasonClass, type ReasonGiven } from '../domain/reason-events.js';

/** Why an account looks. */
export interface Reason {
  readonly id: string;
  readonly class: ReasonClass;
  /** The persons for whom it counts, by reference or masked form; null: for all. */
  readonly persons: ReadonlySet<string> | null;
}

interface Kept {
  readonly by: string;
  readonly until: number;
  readonly reason: Reason;
}

/** A reason never changes once it was given; of so many it is remembered, and the oldest gives way. */
const KEPT_MAX = 1_000;
const REASON_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads reasons as they were given. */
@Injectable()
export class Reasons {
  readonly #kept = new Map<string, Kept>();

  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The reason of that id if this account gave it and it still counts; null else, and nobody learns which it is. */
  async of(association: string, account: string, id: string): Promise<Reason | null> {
    if (!REASON_ID.test(id)) return null;
    const kept = this.#kept.get(`${association} ${id}`) ?? (await this.#read(association, id));
    const counts = kept !== null && kept.by === account && this.clock.now().getTime() < kept.until;
    return counts ? kept.reason : null;
  }

  async #read(association: string, id: string): Promise<Kept | null> {
    const [given] = await this.acts.open(association, reasonStream(id));
    if (!given) return null;
    const { class: code, until, limited } = given.data as ReasonGiven['data'];
    const sealed = given.sealed as ReasonGiven['sealed'] | null;
    // Whom it was limited to is not known any more: then it counts for nobody.
    const persons = limited ? new Set(sealed?.persons) : null;
    const kept = { by: given.by, until: Date.parse(until), reason: { id, class: code, persons } };
    if (this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(`${association} ${id}`, kept);
    return kept;
  }
}
