import type { EventStore, StoredEvent } from '#event-store';
import { toPosition } from '#event-store';
import { awaitedLater } from '#platform';
import { BLOCK_LEAVES, eventLineHead, leafLine } from '#proof';
import { dayInJapan } from '#statute';
import { isChosen, type EventChoice } from '../domain/bundle-choice.js';
import type { ChosenTransfers } from './chosen-transfers.js';

/** Whole blocks: no block is split over two pages. */
const PAGE = 4 * BLOCK_LEAVES;
const CLOSING = Buffer.from('}\n');

/** What the file came to. */
export interface EventCounts {
  events: number;
  leaves: number;
  /** Events of the log that were gone through. */
  read: number;
}

export interface EventsWish {
  readonly association: string;
  /** Of the tree under whose checkpoint the bundle stands. */
  readonly size: number;
  readonly choice: EventChoice;
}

/**
 * The events of a bundle as lines: of each block of 256 that has a chosen one, all leaves, with the stored bytes of the
 * chosen; and always those behind the last whole block, for the root is computed with them.
 */
export async function* eventsFile(
  store: EventStore,
  transfers: ChosenTransfers,
  { association, size, choice }: EventsWish,
  counts: EventCounts,
): AsyncGenerator<Buffer> {
  const page = (from: number) =>
    from < size
      ? awaitedLater(store.readLog(association, from === 0 ? null : toPosition(from), Math.min(PAGE, size - from)))
      : null;
  for (let from = 0, coming = page(0); coming !== null; from += PAGE) {
    const events = await coming;
    if (events.length !== Math.min(PAGE, size - from)) throw new Error('The log is shorter than its checkpoint says.');
    coming = page(from + PAGE);
    const known = await transfers.of(new Set(events.map(({ envelope }) => envelope.stream)));
    const chosen = events.map(({ envelope: { stream, subject, recordedAt } }) =>
      isChosen({ stream, subject, recordedOn: dayOf(recordedAt), transfer: known.get(stream) ?? null }, choice),
    );
    for (let at = 0; at < events.length; at += BLOCK_LEAVES) {
      const block = chosen.slice(at, at + BLOCK_LEAVES);
      counts.read += block.length;
      const isWhole = block.length === BLOCK_LEAVES;
      if (isWhole && !block.includes(true)) continue;
      yield linesOf(events.slice(at, at + BLOCK_LEAVES), block);
      const taken = block.filter(Boolean).length;
      counts.events += taken;
      counts.leaves += block.length - taken;
    }
  }
}

function linesOf(events: readonly StoredEvent[], chosen: readonly boolean[]): Buffer {
  return Buffer.concat(
    events.flatMap(({ position, leafHash, bytes }, index) =>
      chosen[index]
        ? [Buffer.from(eventLineHead(position, Buffer.from(leafHash).toString('base64'))), bytes, CLOSING]
        : [Buffer.from(leafLine(position, leafHash))],
    ),
  );
}

// Events of one page are of few days.
const days = new Map<string, string>();
function dayOf(instant: string): string {
  const hour = instant.slice(0, 13);
  const known = days.get(hour);
  if (known !== undefined) return known;
  if (days.size > 1_000) days.clear();
  const day = dayInJapan(instant);
  days.set(hour, day);
  return day;
}
