/** What a queue of appends takes and hands on. */
export interface AppendLimits {
  /** Events of one transaction; a larger single request travels alone. Past 500 latency grows faster than throughput. */
  readonly batchEventsMax: number;
  /** Bytes of one transaction, roughly; a larger single request travels alone. */
  readonly batchBytesMax: number;
  /** Transactions under way at once: a second one only where it is full, for it is made ready while the first commits. */
  readonly batchesUnderWayMax: number;
  /** How long the first request waits for company; 0 is the rest of the turn. A batch under way gathers the next one anyway. */
  readonly gatherMilliseconds: number;
  /** Requests that may wait, and their bytes, roughly. Beyond it the caller is told to come again, instead of memory growing. */
  readonly waitingRequestsMax: number;
  readonly waitingBytesMax: number;
}

export const APPEND_LIMITS: AppendLimits = {
  batchEventsMax: 500,
  batchBytesMax: 4 * 1024 * 1024,
  batchesUnderWayMax: 2,
  gatherMilliseconds: 0,
  waitingRequestsMax: 10_000,
  waitingBytesMax: 64 * 1024 * 1024,
};
