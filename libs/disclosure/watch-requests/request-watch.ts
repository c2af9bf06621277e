import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AccountStanding, EndedAccounts, Persons, type AssociationCaller } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { requestsStream } from '#ledger';
import type { OwnRequestAnswer } from '../keep-requests/request.answer.js';
import { OwnRequests } from '../own-requests/own-requests.query.js';
import type { Watched } from './progress-lines.js';

/** Looks at one request of a member, as the store has it now: no view lags behind it. */
@Injectable()
export class RequestWatch {
  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStreams'>,
    @Inject(Persons) private readonly persons: Pick<Persons, 'references' | 'state'>,
    @Inject(EndedAccounts) private readonly ended: Pick<EndedAccounts, 'refuse'>,
    @Inject(AccountStanding) private readonly standing: Pick<AccountStanding, 'referenceOf'>,
    @Inject(QueryBus) private readonly queries: Pick<QueryBus, 'execute'>,
  ) {}

  /** The request as the member sees it; null where the member has none of this id. */
  async show(association: string, member: string, id: string): Promise<OwnRequestAnswer | null> {
    const { requests } = await this.queries.execute(new OwnRequests(association, member));
    return requests.find((request) => request.id === id) ?? null;
  }

  watched(caller: AssociationCaller, id: string): Watched {
    const { association } = caller;
    const member = caller.member!;
    const next = new Map<string, number>();
    let said = '';
    return {
      now: () => Date.now(),
      rest,
      mayGoOn: () => this.#mayGoOn(caller, member),
      change: async () => {
        if (said !== '' && !(await this.#hasMore(association, member, next))) return null;
        if (said === '') await this.#hasMore(association, member, next);
        const request = await this.show(association, member, id);
        const text = JSON.stringify(request);
        if (request === null || text === said) return null;
        said = text;
        return request;
      },
    };
  }

  /** Whether anything was written about the person's requests since it was asked last. */
  async #hasMore(association: string, member: string, next: Map<string, number>): Promise<boolean> {
    const refs = await this.persons.references(association, member);
    const { streams } = await this.store.readStreams(association, refs.map(requestsStream), next);
    for (const [stream, events] of streams) {
      const last = events.at(-1);
      if (last) next.set(stream, last.envelope.revision + 1);
    }
    return [...streams.values()].some((events) => events.length > 0);
  }

  /**
   * A token that was called back, a closed account, one that leads to this person no more (unbound, or the
   * person was split), a flag that withholds the own view, a death, an erasure: each ends it.
   */
  async #mayGoOn(caller: AssociationCaller, member: string): Promise<boolean> {
    try {
      await this.ended.refuse(caller.association, caller);
      const ref = await this.standing.referenceOf(caller);
      const state = ref === null ? null : await this.persons.state(caller.association, ref);
      return state?.ref === member && !state.isClosed && state.erasedAt === null;
    } catch {
      // Who cannot be asked about is told nothing more; the client asks anew, and is refused with the reason.
      return false;
    }
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
