import { BODY_HEIGHT, BODY_WIDTH, type Element, LEFT, lineHeight, type Sheet, type Style } from './sheet.js';

export interface Place {
  readonly left: number;
  readonly width: number;
}

export interface RowLook {
  readonly columns: readonly Place[];
  readonly size: number;
  /** Which cells say what the others are. */
  readonly heads: 'all' | 'first' | 'none';
  /** Draws again what stands above the rows, where they go on on another page. */
  readonly onNextPage: () => void;
}

const PADDING = 3;
const RULE = '#999999';

/** A row of cells. It is kept on one page where it fits on one; else each page takes as many lines as it can. */
export function drawTableRow(sheet: Sheet, table: Element, cells: readonly string[], look: RowLook): void {
  if (cells.length !== look.columns.length) throw new RangeError('A row has one cell for each column.');
  const row = sheet.document.struct('TR');
  table.add(row);
  const styles = cells.map((_, place) => styleOf(look, place));
  const elements = styles.map((style) => elementOf(sheet, style, look));
  for (const element of elements) row.add(element);
  let rest = cells.map((cell, place) => sheet.lines(cell, look.columns[place]!.width - 2 * PADDING, styles[place]!));
  const line = lineHeight(styleOf(look, 0));
  const height = heightOf(rest, line);
  if (height > sheet.room() && (height <= BODY_HEIGHT - 4 * line || sheet.room() < line + 2 * PADDING)) {
    goOn(sheet, look);
  }
  for (;;) {
    const fit = Math.max(1, Math.floor((sheet.room() - 2 * PADDING) / line));
    const some = rest.map((lines) => lines.slice(0, fit));
    drawCells(sheet, some, { look, styles, elements });
    rest = rest.map((lines) => lines.slice(fit));
    if (rest.every((lines) => lines.length === 0)) break;
    goOn(sheet, look);
  }
  row.end();
}

/** Draws the cells of a row without a place in the structure: a head that is repeated says nothing new. */
export function drawHeadAgain(sheet: Sheet, cells: readonly string[], look: RowLook): void {
  const styles = cells.map((_, place) => styleOf(look, place));
  const lines = cells.map((cell, place) => sheet.lines(cell, look.columns[place]!.width - 2 * PADDING, styles[place]!));
  drawCells(sheet, lines, { look, styles, elements: null });
}

interface Cells {
  readonly look: RowLook;
  readonly styles: readonly Style[];
  readonly elements: readonly Element[] | null;
}

function drawCells(sheet: Sheet, cells: readonly (readonly string[])[], { look, styles, elements }: Cells): void {
  const top = sheet.y + PADDING;
  const draw = (place: number) => sheet.draw(cells[place]!, look.columns[place]!.left + PADDING, top, styles[place]!);
  if (elements === null) {
    sheet.artifact({ type: 'Pagination' }, () => cells.forEach((_, place) => draw(place)));
  } else {
    elements.forEach((element, place) => {
      if (cells[place]!.some((line) => line !== '')) sheet.mark(element, tagOf(styles[place]!), () => draw(place));
    });
  }
  sheet.y += heightOf(cells, lineHeight(styles[0]!));
  sheet.artifact({ type: 'Layout' }, () => {
    sheet.document
      .moveTo(LEFT, sheet.y)
      .lineTo(LEFT + BODY_WIDTH, sheet.y)
      .lineWidth(0.5)
      .stroke(RULE);
  });
}

function goOn(sheet: Sheet, look: RowLook): void {
  sheet.nextPage();
  look.onNextPage();
}

function heightOf(cells: readonly (readonly string[])[], line: number): number {
  return Math.max(1, ...cells.map(({ length }) => length)) * line + 2 * PADDING;
}

function styleOf({ heads, size }: RowLook, place: number): Style {
  return { bold: heads === 'all' || (heads === 'first' && place === 0), size };
}

const tagOf = (style: Style) => (style.bold ? 'TH' : 'TD');

function elementOf(sheet: Sheet, style: Style, { heads }: RowLook): Element {
  return style.bold
    ? sheet.document.struct('TH', { scope: heads === 'all' ? 'Column' : 'Row' } as object)
    : sheet.document.struct('TD');
}
