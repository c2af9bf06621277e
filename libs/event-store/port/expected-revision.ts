import type { ExpectedRevision } from './event-store.port.js';

/** Whether a stream whose last event has `actual` (null: no event yet) is what the request expects. */
export function isExpected(expected: ExpectedRevision, actual: number | null): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'none':
      return actual === null;
    case 'exists':
      return actual !== null;
    default:
      return expected === actual;
  }
}
