import { Inject, Injectable } from '@nestjs/common';
import { memberStream } from '#access';
import { EVENT_STORE, type EventStore, type Position } from '#event-store';
import type { Ruleset } from '#statute';

interface Wanted {
  readonly association: string;
  readonly refs: readonly string[];
  /** Where the request stands in the log. */
  readonly since: Position;
  readonly ruleset: Ruleset;
}

/** Events that are read at once. */
const PAGE = 1_000;

/** What of a person's registration was changed since something was asked for, as codes of the law. */
@Injectable()
export class ChangedRegistrations {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async of({ association, refs, since, ruleset }: Wanted): Promise<ReadonlySet<string>> {
    const types = new Set<string>();
    for (const ref of refs) {
      for (let from = 0; ; from += PAGE) {
        const page = await this.store.readStream(association, memberStream(ref), { from, limit: PAGE });
        for (const { position, envelope } of page) if (position > since) types.add(envelope.type);
        if (page.length < PAGE) break;
      }
    }
    const changed = ruleset.requests.registrations.filter(({ event }) => types.has(event));
    return new Set(changed.map(({ code }) => code));
  }
}
