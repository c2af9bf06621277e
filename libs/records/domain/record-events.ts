import type { EventType } from '#event-store';
import type { DisposalEvent } from './disposal-events.js';

/** An officer says that nothing more will be sent under a series. It changes neither its last day nor its end. */
export interface SeriesClosed {
  readonly type: 'SeriesClosed';
  readonly data: { readonly seriesId: string; readonly closedOn: string };
  readonly sealed: { readonly reason: string };
}

/** A register was taken away for a period, as a file. */
export interface RegisterExported {
  readonly type: 'RegisterExported';
  readonly data: {
    readonly exportId: string;
    readonly register: 'provision' | 'receipt';
    readonly from: string;
    readonly to: string;
    /** `document`: it was issued as a document, which says which. */
    readonly format: 'ndjson' | 'csv' | 'document';
    /** Everything up to here is in it. */
    readonly through: string;
    readonly records: number;
    readonly chains: readonly ('open' | 'restricted')[];
  };
  readonly sealed: { readonly ground: string };
}

type RecordEvent = SeriesClosed | DisposalEvent | RegisterExported;

const current: EventType = { version: 1 };

/** Every event type of this lib. */
export const recordEventTypes: Readonly<Record<RecordEvent['type'], EventType>> = {
  SeriesClosed: current,
  RegisterExported: current,
  DisposalListed: current,
  DisposalProposed: current,
  DisposalApproved: current,
  DisposalWithdrawn: current,
  RecordsSpared: current,
  DisposalExecuted: current,
  DisposalCertified: current,
};
