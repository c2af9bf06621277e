import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { AssociationActs, type NotedAct } from '../acts/association-acts.js';
import { MANDATES_STREAM, type MandateEvent } from '../domain/mandate-events.js';
import { mandateInForce, mandatesOf, type Mandate, type Mandates, type NotedMandateEvent } from '../domain/mandates.js';

interface Known {
  readonly mandates: Mandates;
  /** First revision that was not read yet. */
  readonly next: number;
}

/**
 * The mandates of an association as they stand. What was read before is kept, and what was written since is asked for
 * at every question: one that is revoked counts as such at once, in every process.
 */
@Injectable()
export class MandateBook {
  readonly #known = new Map<string, Known>();

  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async read(association: string): Promise<Mandates> {
    const { mandates, next } = this.#known.get(association) ?? { mandates: new Map() as Mandates, next: 0 };
    const acts = await this.acts.read(association, MANDATES_STREAM, next);
    if (acts.length === 0) return mandates;
    const known = { mandates: mandatesOf(acts.map(notedMandate), mandates), next: acts.at(-1)!.revision + 1 };
    // Who read less at the same moment does not take it back.
    if ((this.#known.get(association)?.next ?? 0) < known.next) this.#known.set(association, known);
    return known.mandates;
  }

  /** The mandate under which the account audits today; null where there is none. */
  async inForce(association: string, account: string): Promise<Mandate | null> {
    return mandateInForce(await this.read(association), account, dayInJapan(this.clock.now().toISOString()));
  }
}

export function notedMandate({ type, data, by, at }: NotedAct): NotedMandateEvent {
  return { event: { type, data } as Pick<MandateEvent, 'type' | 'data'>, by, at };
}
