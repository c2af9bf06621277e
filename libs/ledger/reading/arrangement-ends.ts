import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { arrangementStream } from '../domain/streams.js';

/** Reads on which day arrangements end, as their newest version says; absent where it says none. */
@Injectable()
export class ArrangementEnds {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async of(association: string, arrangements: readonly string[]): Promise<Map<string, string>> {
    const ids = [...new Set(arrangements)];
    if (ids.length === 0) return new Map();
    const { streams } = await this.store.readStreams(association, ids.map(arrangementStream));
    const ends = ids.flatMap((id) => {
      const said = (streams.get(arrangementStream(id)) ?? []).findLast(
        ({ envelope }) => 'endsOn' in (envelope.data as object),
      );
      const endsOn = said ? (said.envelope.data as { endsOn: string | null }).endsOn : null;
      return endsOn === null ? [] : [[id, endsOn] as const];
    });
    return new Map(ends);
  }
}
