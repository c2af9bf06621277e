import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { openEvents, requestsStream } from '#ledger';
import { rulesetById, type Ruleset } from '#statute';
import type { RequestEvent } from '../domain/requests/request-events.js';
import { requestOf, type RequestState } from '../domain/requests/request-state.js';

/** An event as it is read: what is sealed is null once its key was destroyed. */
export type ReadRequestEvent = {
  [Type in RequestEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<RequestEvent, { type: Type }>['data'];
    readonly sealed: Extract<RequestEvent, { type: Type }>['sealed'] | null;
  };
}[RequestEvent['type']];

/** A disclosure request as its events tell it. */
export interface KnownRequest {
  /** The reference under which it was received. */
  readonly ref: string;
  readonly state: RequestState;
  readonly ruleset: Ruleset;
  readonly events: readonly { readonly stored: StoredEvent; readonly event: ReadRequestEvent }[];
}

export interface KnownRequests {
  readonly requests: ReadonlyMap<string, KnownRequest>;
  /** Of the last event in the stream of a reference; left out where it has none. */
  readonly revisions: ReadonlyMap<string, number>;
}

/** Events that are read at once. */
const PAGE = 1_000;

/** Reads the requests of a person from their own streams: nothing lags behind what was answered. */
@Injectable()
export class RequestReader {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** Of every reference of the person. */
  async read(association: string, refs: readonly string[]): Promise<KnownRequests> {
    const events: KnownRequest['events'][number][] = [];
    for (const ref of refs) events.push(...(await this.#events(association, ref)));
    return known(events, refs);
  }

  /** Of several persons, in their order, with one look at the store and one at the keys. */
  async readEach(association: string, persons: readonly (readonly string[])[]): Promise<readonly KnownRequests[]> {
    const refs = [...new Set(persons.flat())];
    const { streams } = await this.store.readStreams(association, refs.map(requestsStream));
    const events = await this.#open([...streams.values()].flat());
    return persons.map((own) => known(events, own));
  }

  async #events(association: string, ref: string): Promise<KnownRequest['events']> {
    const all: KnownRequest['events'][number][] = [];
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, requestsStream(ref), { from, limit: PAGE });
      all.push(...(await this.#open(page)));
      if (page.length < PAGE) return all;
    }
  }

  async #open(stored: readonly StoredEvent[]): Promise<KnownRequest['events'][number][]> {
    const opened = await openEvents<RequestEvent>(stored, this.keys);
    return opened.map((one) => ({ stored: one.stored, event: one.fact as ReadRequestEvent }));
  }
}

/** What events say of the requests of these references, which are one person's. */
function known(events: KnownRequest['events'], refs: readonly string[]): KnownRequests {
  const found = new Map<string, { ref: string; events: KnownRequest['events'][number][] }>();
  const revisions = new Map<string, number>();
  for (const ref of refs) {
    const stream = requestsStream(ref);
    for (const one of events.filter(({ stored }) => stored.envelope.stream === stream)) {
      const { requestId } = one.event.data;
      const before = found.get(requestId) ?? { ref, events: [] };
      before.events.push(one);
      found.set(requestId, before);
      revisions.set(ref, one.stored.envelope.revision);
    }
  }
  const requests = [...found].flatMap(([id, { ref, events: own }]) => {
    const state = requestOf(own.map(({ event }) => event));
    const ruleset = rulesetById(own[0]!.stored.envelope.ruleset ?? '');
    return state && ruleset ? [[id, { ref, state, ruleset, events: own }] as const] : [];
  });
  return { requests: new Map(requests), revisions };
}
