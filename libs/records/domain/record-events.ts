import type { EventType } from '#event-store';

/** An officer says that nothing more will be sent under a series. It changes neither its last day nor its end. */
export interface SeriesClosed {
  readonly type: 'SeriesClosed';
  readonly data: { readonly seriesId: string; readonly closedOn: string };
  readonly sealed: { readonly reason: string };
}

type RecordEvent = SeriesClosed;

const current: EventType = { version: 1 };

/** Every event type of this lib. */
export const recordEventTypes: Readonly<Record<RecordEvent['type'], EventType>> = { SeriesClosed: current };
