import { encodeCursor, PAGE_SIZE_DEFAULT } from './cursor.js';
import type { PageRequest } from './page.request.js';

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** How many rows to ask for: one more than the page shows tells whether there is a next one. */
export function rowsToFind({ limit = PAGE_SIZE_DEFAULT }: PageRequest): number {
  return limit + 1;
}

/** The rows of a page out of what was found, with the cursor made of the keys of its last row. */
export function pageOf<Row>(
  found: readonly Row[],
  request: PageRequest,
  keysOf: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const rows = found.slice(0, rowsToFind(request) - 1);
  const last = found.length > rows.length ? rows.at(-1) : undefined;
  return { rows, next: last ? encodeCursor(keysOf(last)) : null };
}
