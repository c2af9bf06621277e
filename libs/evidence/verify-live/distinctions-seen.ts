import { distinctionsOf, type DistinctionEvent } from '#access';
import type { Envelope } from '#proof';

/** Two references that count as two people, and where the log says so. */
export interface StatedDistinct {
  readonly members: readonly [string, string];
  readonly position: number;
}

const TYPES: ReadonlySet<string> = new Set<DistinctionEvent['type']>([
  'DistinctionProposed',
  'DistinctionApproved',
  'DistinctionWithdrawn',
  'DistinctionRevoked',
]);

/** What a log says of references that are of two people. What one person alone said, past the service, does not count. */
export class DistinctionsSeen {
  readonly #events: { readonly envelope: Envelope; readonly position: number }[] = [];

  see(envelope: Envelope, position: number): void {
    if (TYPES.has(envelope.type)) this.#events.push({ envelope, position });
  }

  /** Those in force; one that nobody can open any more says nothing. */
  async settle(open: (envelopes: readonly Envelope[]) => Promise<unknown[]>): Promise<StatedDistinct[]> {
    const noted = this.#events.map(({ envelope: { type, data, actor, recordedAt } }) => ({
      event: { type, data } as Pick<DistinctionEvent, 'type' | 'data'>,
      by: actor.id,
      at: recordedAt,
    }));
    const inForce = [...distinctionsOf(noted).values()].filter(({ status }) => status === 'approved');
    const proposals = inForce.flatMap(({ id }) => {
      const found = this.#events.find(
        ({ envelope: { type, data } }) => type === 'DistinctionProposed' && isOf(data, id),
      );
      return found ? [found] : [];
    });
    const opened = await open(proposals.map(({ envelope }) => envelope));
    return proposals.flatMap(({ position }, index) => {
      const { members } = (opened[index] ?? {}) as { readonly members?: unknown };
      return isPair(members) ? [{ members, position }] : [];
    });
  }
}

function isOf(data: unknown, id: string): boolean {
  return (data as { readonly distinctionId?: unknown }).distinctionId === id;
}

function isPair(members: unknown): members is [string, string] {
  return Array.isArray(members) && members.length === 2 && members.every((one) => typeof one === 'string');
}
