import type { PaperBlock, PaperColumn } from '../domain/documents/paper.js';
import { BODY_HEIGHT, BODY_WIDTH, type Element, LEFT, lineHeight, type Sheet, type Style } from './sheet.js';
import { drawHeadAgain, drawTableRow, type Place, type RowLook } from './table-row.js';

type Table = Extract<PaperBlock, { kind: 'table' }>;

const CAPTION: Style = { bold: true, size: 10 };
const CELL_SIZE = 8;
/** A head is repeated where it leaves most of a page to the rows. */
const REPEATED_SHARE = 0.25;

export function drawTable(sheet: Sheet, parent: Element, { caption, columns, rows }: Table): void {
  const table = sheet.document.struct('Table');
  parent.add(table);
  const lines = sheet.lines(caption, BODY_WIDTH, CAPTION);
  // Caption, head and a row stand together.
  sheet.need((lines.length + 4) * lineHeight(CAPTION));
  if (caption !== '') {
    const element = sheet.document.struct('Caption');
    table.add(element);
    sheet.mark(element, 'Caption', () => sheet.draw(lines, LEFT, sheet.y, CAPTION));
    element.end();
    sheet.y += lines.length * lineHeight(CAPTION);
  }
  const titles = columns.map(({ title }) => title);
  const plain: RowLook = { columns: placesOf(columns), size: CELL_SIZE, heads: 'none', onNextPage: () => undefined };
  const head: RowLook = { ...plain, heads: 'all' };
  const before = { y: sheet.y, room: sheet.room() };
  drawTableRow(sheet, table, titles, head);
  const repeats = sheet.y > before.y && sheet.y - before.y < BODY_HEIGHT * REPEATED_SHARE;
  const look = repeats ? { ...plain, onNextPage: () => drawHeadAgain(sheet, titles, head) } : plain;
  for (const row of rows) drawTableRow(sheet, table, row, look);
  table.end();
  sheet.y += lineHeight(CAPTION) / 2;
}

function placesOf(columns: readonly PaperColumn[]): readonly Place[] {
  const sum = columns.reduce((total, { width }) => total + width, 0);
  if (columns.length === 0 || columns.some(({ width }) => !(width > 0)) || !Number.isFinite(sum)) {
    throw new RangeError('A table has columns, each with a width above 0.');
  }
  let left = LEFT;
  return columns.map(({ width }) => {
    const place = { left, width: (BODY_WIDTH * width) / sum };
    left += place.width;
    return place;
  });
}
