import type { PaperBlock, PaperFact } from '../domain/documents/paper.js';
import { drawTable } from './draw-table.js';
import { PAPER_TEXTS } from './paper-texts.js';
import { BODY_WIDTH, type Element, LEFT, lineHeight, type Sheet, type Style } from './sheet.js';
import { drawTableRow } from './table-row.js';

export const TITLE: Style = { bold: true, size: 16, share: 0.5 };
export const HEADING: Style = { bold: true, size: 12 };
export const TEXT: Style = { bold: false, size: 10 };
export const AT_RIGHT: Style = { ...TEXT, share: 1 };
const GAP = 6;
const BULLET_WIDTH = 14;
/** Of the width, for what a fact is called. */
const LABEL_SHARE = 0.28;

/** A text with a gap below it; a line that does not fit goes on on the next page. */
export function drawText(sheet: Sheet, parent: Element, tag: string, text: string, style: Style): void {
  const element = sheet.document.struct(tag);
  parent.add(element);
  drawLines(sheet, element, tag, sheet.lines(text, BODY_WIDTH, style), { left: LEFT, style });
  element.end();
  sheet.y += GAP;
}

export function drawHeading(sheet: Sheet, parent: Element, text: string): void {
  const height = sheet.lines(text, BODY_WIDTH, HEADING).length * lineHeight(HEADING);
  // A heading at the foot of a page heads nothing.
  sheet.need(GAP + height + 3 * lineHeight(TEXT));
  sheet.y += GAP;
  drawText(sheet, parent, 'H2', text, HEADING);
}

export function drawList(sheet: Sheet, parent: Element, items: readonly string[], bullet: string): void {
  const list = sheet.document.struct('L');
  parent.add(list);
  for (const item of items) {
    const [element, label, body] = ['LI', 'Lbl', 'LBody'].map((tag) => sheet.document.struct(tag)) as [
      Element,
      Element,
      Element,
    ];
    list.add(element);
    element.add(label).add(body);
    sheet.need(lineHeight(TEXT));
    sheet.mark(label, 'Lbl', () => sheet.draw([bullet], LEFT, sheet.y, TEXT));
    const lines = sheet.lines(item, BODY_WIDTH - BULLET_WIDTH, TEXT);
    drawLines(sheet, body, 'LBody', lines, { left: LEFT + BULLET_WIDTH, style: TEXT });
    element.end();
  }
  list.end();
  sheet.y += GAP;
}

export function drawBlock(sheet: Sheet, parent: Element, block: PaperBlock, language: 'ja' | 'en'): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, parent, block.text);
    case 'text':
      return drawText(sheet, parent, 'P', block.text, TEXT);
    case 'list':
      return drawList(sheet, parent, block.items, PAPER_TEXTS[language].bullet);
    case 'facts':
      return drawFacts(sheet, parent, block.facts);
    case 'table':
      return drawTable(sheet, parent, block);
    default:
      return block satisfies never;
  }
}

function drawFacts(sheet: Sheet, parent: Element, facts: readonly PaperFact[]): void {
  const table = sheet.document.struct('Table');
  parent.add(table);
  const label = { left: LEFT, width: BODY_WIDTH * LABEL_SHARE };
  const columns = [label, { left: LEFT + label.width, width: BODY_WIDTH - label.width }];
  for (const fact of facts) {
    drawTableRow(sheet, table, fact, { columns, size: TEXT.size, heads: 'first', onNextPage: () => undefined });
  }
  table.end();
  sheet.y += GAP;
}

function drawLines(
  sheet: Sheet,
  element: Element,
  tag: string,
  lines: readonly string[],
  { left, style }: { left: number; style: Style },
): void {
  for (let drawn = 0; drawn < lines.length;) {
    sheet.need(lineHeight(style));
    const some = lines.slice(drawn, drawn + Math.floor(sheet.room() / lineHeight(style)));
    sheet.mark(element, tag, () => sheet.draw(some, left, sheet.y, style));
    sheet.y += some.length * lineHeight(style);
    drawn += some.length;
  }
}
