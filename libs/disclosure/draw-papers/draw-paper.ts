import type { Paper } from '../domain/documents/paper.js';
import { AT_RIGHT, drawBlock, drawText, TEXT, TITLE } from './draw-blocks.js';
import { drawCheck } from './draw-check.js';
import { PAPER_TEXTS } from './paper-texts.js';
import { type Faces, Sheet } from './sheet.js';

/** Draws a paper as a tagged PDF/UA file. The same paper gives the same bytes. */
export function drawPaper(paper: Paper, faces: Faces): Uint8Array {
  const sheet = new Sheet(paper, faces);
  const root = sheet.document.struct('Document');
  sheet.document.addStructure(root);
  drawText(sheet, root, 'P', PAPER_TEXTS[paper.language].issuedOn(paper.issuedOn), AT_RIGHT);
  if (paper.addressee !== null) drawText(sheet, root, 'P', paper.addressee, { ...TEXT, size: 12 });
  drawText(sheet, root, 'P', paper.issuer, AT_RIGHT);
  drawText(sheet, root, 'H1', paper.title, TITLE);
  for (const block of paper.blocks) drawBlock(sheet, root, block, paper.language);
  drawCheck(sheet, root, paper);
  root.end();
  return sheet.bytes();
}
