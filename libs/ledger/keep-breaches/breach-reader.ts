import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { rulesetById, type Ruleset } from '#statute';
import { breachOf, type Breach, type ReadBreachEvent } from '../domain/breach.js';
import type { BreachEvent } from '../domain/breach-events.js';
import { BREACHES_STREAM } from '../domain/streams.js';
import { openEvents } from '../writing/sealed-events.js';

/** A breach as its events tell it. */
export interface KnownBreach {
  readonly breach: Breach;
  readonly ruleset: Ruleset;
  readonly events: readonly { readonly stored: StoredEvent; readonly event: ReadBreachEvent }[];
}

export interface KnownBreaches {
  readonly breaches: ReadonlyMap<string, KnownBreach>;
  /** Of the last event of any of them; -1 where there is none. */
  readonly revision: number;
}

/** Events that are read at once. */
const PAGE = 1_000;

/** Reads breaches. They are few: one stream of an association holds all of them, and nothing lags behind it. */
@Injectable()
export class BreachReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string): Promise<KnownBreaches> {
    const byId = new Map<string, KnownBreach['events'][number][]>();
    let revision = -1;
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, BREACHES_STREAM, { from, limit: PAGE });
      for (const { stored, fact } of await openEvents<BreachEvent>(page, this.keys)) {
        const { breachId } = fact.data;
        byId.set(breachId, [...(byId.get(breachId) ?? []), { stored, event: fact as ReadBreachEvent }]);
        ({ revision } = stored.envelope);
      }
      if (page.length < PAGE) break;
    }
    const breaches = [...byId].flatMap(([id, events]) => {
      const breach = breachOf(events.map(({ event }) => event));
      const ruleset = rulesetById(events[0]!.stored.envelope.ruleset ?? '');
      return breach && ruleset ? [[id, { breach, ruleset, events }] as const] : [];
    });
    return { breaches: new Map(breaches), revision };
  }
}
