import { Injectable } from '@nestjs/common';
import type { Paper } from '../domain/documents/paper.js';
import { drawPaper } from './draw-paper.js';
import { Face } from './face.js';
import type { Faces } from './sheet.js';

/** Gives a paper the form of a file. */
@Injectable()
export class PaperRenderer {
  #faces: Faces | undefined;

  /** PDF/UA, A4; its bytes are a function of the paper. */
  async pdf(paper: Paper): Promise<Uint8Array> {
    this.#faces ??= { regular: new Face('regular'), bold: new Face('bold') };
    return drawPaper(paper, this.#faces);
  }
}
