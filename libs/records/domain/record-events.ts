import type { EventType } from '#event-store';
import type { DisposalEvent } from './disposal-events.js';

/** An officer says that nothing more will be sent under a series. It changes neither its last day nor its end. */
export interface SeriesClosed {
  readonly type: 'SeriesClosed';
  readonly data: { readonly seriesId: string; readonly closedOn: string };
  readonly sealed: { readonly reason: string };
}

type RecordEvent = SeriesClosed | DisposalEvent;

const current: EventType = { version: 1 };

/** Every event type of this lib. */
export const recordEventTypes: Readonly<Record<RecordEvent['type'], EventType>> = {
  SeriesClosed: current,
  DisposalListed: current,
  DisposalProposed: current,
  DisposalApproved: current,
  RecordsSpared: current,
  DisposalExecuted: current,
  DisposalCertified: current,
};
