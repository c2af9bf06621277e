import type { Paper } from '../domain/documents/paper.js';
import { type Row, ROWS_AT_ONCE, type SentBlock, type SentPaper, type SentRows } from './paper-messages.js';

/** The next rows of the table at this place among the blocks. */
export type TakeRows = (block: number) => Exclude<SentRows, null>;

/** A paper as it is sent to a thread. Rows are taken from their source as they are wanted, some at a time. */
export function sentPaper(paper: Paper): { sent: SentPaper; takeRows: TakeRows; close: () => void } {
  const sources = new Map<number, Iterator<Row>>();
  const takeRows: TakeRows = (block) => {
    const source = sources.get(block);
    if (source === undefined) throw new RangeError('There is no table that has more rows.');
    const rows: Row[] = [];
    while (rows.length < ROWS_AT_ONCE) {
      const { done, value } = source.next();
      if (done) {
        sources.delete(block);
        break;
      }
      rows.push(value);
    }
    return { rows, more: sources.has(block) };
  };
  const close = () => {
    for (const source of sources.values()) source.return?.();
  };
  try {
    const blocks = paper.blocks.map((block, place): SentBlock => {
      if (block.kind !== 'table') return block;
      sources.set(place, block.rows[Symbol.iterator]());
      return { ...block, ...takeRows(place) };
    });
    return { sent: { ...paper, blocks }, takeRows, close };
  } catch (error) {
    close();
    throw error;
  }
}
