import { isCalendarDay } from '../fields/calendar.js';
import { Refusal } from '../problems/refusal.js';

/** Pages of a list: how many rows at most, and how many when nobody says. */
export const PAGE_SIZE_MAX = 200;
export const PAGE_SIZE_DEFAULT = 50;

/** A place in a list, opaque to callers. It holds sort keys only: positions and numbers, nothing about a person. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** What a key of a cursor looks like: cursors come back from callers and are not to be trusted. */
const KEY_FORMS = {
  day: isCalendarDay,
  position: (key: unknown) => typeof key === 'string' && /^\d{1,16}$/.test(key),
  number: (key: unknown) => typeof key === 'number' && Number.isInteger(key) && Math.abs(key) <= 2_147_483_647,
} as const;

/** Reads a cursor back; what this list cannot have given out is refused. */
export function decodeCursor(cursor: string, forms: readonly (keyof typeof KEY_FORMS)[]): (string | number)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(keys) &&
      keys.length === forms.length &&
      forms.every((form, index) => KEY_FORMS[form](keys[index]))
    )
      return keys;
  } catch {
    // Falls through to the refusal.
  }
  throw new Refusal('invalid-cursor', {
    errors: [{ pointer: '/cursor', detail: 'is not a cursor that this list gave out' }],
  });
}

/** RFC 8288 Link header for the next page: the same request with the cursor replaced. */
export function nextLink(url: string, cursor: string): string {
  const next = new URL(url, 'http://localhost');
  next.searchParams.set('cursor', cursor);
  return `<${next.pathname}${next.search}>; rel="next"`;
}
