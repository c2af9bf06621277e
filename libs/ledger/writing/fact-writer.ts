import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys } from '#access';
import { EVENT_STORE, type AppendResult, type EventStore, type ExpectedRevision } from '#event-store';
import { Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { OwnedFact } from '../record-transfer/transfer-facts.js';
import { toDraft, type DecisionContext } from './sealed-events.js';

/** Seals what was decided, each part with its owner's key of the fiscal year, and appends it as one request. */
@Injectable()
export class FactWriter {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async write(
    place: { readonly stream: string; readonly expected: ExpectedRevision; readonly at: Date },
    context: DecisionContext,
    facts: readonly OwnedFact[],
  ): Promise<AppendResult> {
    const owners = facts.filter(({ fact }) => fact.sealed !== null).map(ownerOf);
    const keys = await this.keys.obtain(context.association, owners, fiscalYear(place.at));
    // A destroyed key comes back with nothing: what cannot be sealed must not be written without its sealed part.
    if (owners.some((owner) => !keys.has(owner))) throw new Refusal('key-destroyed');
    const events = facts.map((owned) =>
      toDraft(owned.fact, context, this.keys, keys.get(ownerOf(owned)) ?? null, owned.subject),
    );
    const result = await this.events.append({
      association: context.association,
      stream: place.stream,
      expected: place.expected,
      events,
    });
    if (result.outcome === 'too-large') throw new Refusal('transfer-too-large');
    return result;
  }
}

function ownerOf({ subject }: OwnedFact): string {
  return subject ?? ASSOCIATION_SUBJECT;
}

/** The fiscal year in Japan, from April: `2026` for March 2027. */
export function fiscalYear(at: Date): string {
  const [year, month] = dayInJapan(at.toISOString()).split('-').map(Number) as [number, number];
  return String(month >= 4 ? year : year - 1);
}
