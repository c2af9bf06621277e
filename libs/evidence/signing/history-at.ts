import { leafIndexOf } from '#event-store';
import type { LogKeyHistory, LogKeyNote } from '../domain/log-key-history.js';

/** What a tree of some leaves says of the keys. */
export function historyAt({ origin, keys }: LogKeyHistory, size: number): LogKeyHistory {
  const isIn = ({ position }: LogKeyNote) => leafIndexOf(position) < size;
  const known = keys.filter(({ announced }) => isIn(announced));
  return { origin, keys: known.map((key) => (key.retired && !isIn(key.retired) ? { ...key, retired: null } : key)) };
}
