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
    const found = new Map<string, { ref: string; events: KnownRequest['events'][number][] }>();
    const revisions = new Map<string, number>();
    for (const ref of refs) {
      for (const { stored, event } of await this.#events(association, ref)) {
        const { requestId } = event.data;
        const known = found.get(requestId) ?? { ref, events: [] };
        known.events.push({ stored, event });
        found.set(requestId, known);
        revisions.set(ref, stored.envelope.revision);
      }
    }
    const requests = [...found].flatMap(([id, { ref, events }]) => {
      const state = requestOf(events.map(({ event }) => event));
      const ruleset = rulesetById(events[0]!.stored.envelope.ruleset ?? '');
      return state && ruleset ? [[id, { ref, state, ruleset, events }] as const] : [];
    });
    return { requests: new Map(requests), revisions };
  }

  async #events(association: string, ref: string): Promise<KnownRequest['events']> {
    const all: KnownRequest['events'][number][] = [];
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, requestsStream(ref), { from, limit: PAGE });
      const opened = await openEvents<RequestEvent>(page, this.keys);
      all.push(...opened.map(({ stored, fact }) => ({ stored, event: fact as ReadRequestEvent })));
      if (page.length < PAGE) return all;
    }
  }
}
