import { create } from 'qrcode';
import type { Paper } from '../domain/documents/paper.js';
import { drawHeading, drawList, drawText, TEXT } from './draw-blocks.js';
import { noteOfMissing, PAPER_TEXTS } from './paper-texts.js';
import { harmless } from './printable.js';
import { BODY_HEIGHT, BODY_WIDTH, type Element, LEFT, lineHeight, type Sheet } from './sheet.js';

/** 30 mm: a camera at arm's length reads it. */
const QR_SIZE = 85;
/** A QR code needs four empty modules around it. */
const QUIET = 4;

/** What the document ends with: which signs it could not show, and how it is checked, all of it on the last page. */
export function drawCheck(sheet: Sheet, parent: Element, { check, language }: Paper): void {
  const texts = PAPER_TEXTS[language];
  // Its own texts may hold such signs, too.
  for (const text of [...check.promises, check.code]) sheet.lines(text, BODY_WIDTH, TEXT);
  const note = noteOfMissing(sheet.missing, language);
  if (note !== null) drawText(sheet, parent, 'P', note, TEXT);
  const height = heightOf(sheet, check);
  if (height <= BODY_HEIGHT) sheet.need(height);
  drawHeading(sheet, parent, texts.check);
  drawList(sheet, parent, check.promises, texts.bullet);
  drawText(sheet, parent, 'P', texts.code(check.code), { ...TEXT, bold: true });
  if (check.url === null) return;
  drawText(sheet, parent, 'P', texts.address(check.url), TEXT);
  drawQrCode(sheet, parent, check.url, texts.qr(harmless(check.url)));
}

function heightOf(sheet: Sheet, { promises, url }: Paper['check']): number {
  const lines = promises.reduce((sum, text) => sum + sheet.lines(text, BODY_WIDTH - 14, TEXT).length, 0);
  const address = url === null ? 0 : sheet.lines(url, BODY_WIDTH, TEXT).length + 2;
  return (lines + address + 6) * lineHeight(TEXT) + (url === null ? 0 : QR_SIZE);
}

function drawQrCode(sheet: Sheet, parent: Element, url: string, alt: string): void {
  sheet.need(QR_SIZE);
  const { y, document } = sheet;
  const figure = document.struct('Figure', { alt, bbox: [LEFT, y, LEFT + QR_SIZE, y + QR_SIZE] } as object);
  parent.add(figure);
  const { size, data } = create(url, { errorCorrectionLevel: 'M' }).modules;
  const module = QR_SIZE / (size + 2 * QUIET);
  sheet.mark(figure, 'Figure', () => {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const run = darkRun(data.subarray(row * size + column, (row + 1) * size));
        if (run === 0) continue;
        document.rect(LEFT + (column + QUIET) * module, y + (row + QUIET) * module, run * module, module);
        column += run;
      }
    }
    document.fill('black');
  });
  figure.end();
  sheet.y += QR_SIZE;
}

/** How many modules at the beginning are dark. */
function darkRun(modules: Uint8Array): number {
  const light = modules.indexOf(0);
  return light === -1 ? modules.length : light;
}
