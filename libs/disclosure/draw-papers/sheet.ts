import type { Paper } from '../domain/documents/paper.js';
import { breakLines } from './break-lines.js';
import { type Face, shownBy } from './face.js';
import { type EmbeddedFont, PaperDocument } from './paper-document.js';
import { PAPER_TEXTS } from './paper-texts.js';
import { clustersOf, harmless } from './printable.js';

export type Element = PDFKit.PDFStructureElement;

/** How a text looks. In points. */
export interface Style {
  readonly bold: boolean;
  readonly size: number;
  /** Of the room beside a line, how much stands before it: none at the left, 0.5 in the middle, 1 at the right. */
  readonly share?: number;
}

export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}

// A4 in points, with margins of 20 mm.
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 56.69;
export const LEFT = MARGIN;
export const BODY_WIDTH = WIDTH - 2 * MARGIN;
const TOP = MARGIN + 14;
const BOTTOM = HEIGHT - MARGIN - 14;
/** Of a page between its header and its footer. */
export const BODY_HEIGHT = BOTTOM - TOP;
const MARGINAL: Style = { bold: false, size: 8 };
/** Where the number of the last page begins, behind `1 / `. */
const TOTAL_LEFT = WIDTH - MARGIN - 26;

export const lineHeight = (style: Style) => style.size * 1.6;
/** From the top of a line to the foot of its letters. */
const baseline = (style: Style) => style.size * 1.2;

/** The pages of a document: where the next thing stands, and under which element of the structure. */
export class Sheet {
  readonly document: PaperDocument;
  readonly missing = new Set<string>();
  y = TOP;
  #pages = 0;
  readonly #faces: Faces;
  readonly #fonts: { readonly regular: EmbeddedFont; readonly bold: EmbeddedFont };
  /** The number of pages, drawn on each page by name: it is known when the last one is full. */
  readonly #total: PDFKit.PDFKitReference;
  readonly #header: string;
  readonly #footer: string;

  constructor(paper: Paper, faces: Faces) {
    this.#faces = faces;
    const { language, check } = paper;
    this.document = new PaperDocument({ title: harmless(paper.title), language, code: harmless(check.code) });
    this.#fonts = { regular: this.document.fontOf(faces.regular), bold: this.document.fontOf(faces.bold) };
    this.#total = this.document.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, -4, 40, 10],
      Resources: { Font: { [this.#fonts.regular.id]: this.#fonts.regular.ref() } },
    });
    this.#header = this.#first(`${paper.issuer}　${paper.title}`, BODY_WIDTH);
    this.#footer = this.#first(PAPER_TEXTS[language].code(check.code), TOTAL_LEFT - LEFT - 40);
    this.nextPage();
  }

  room(): number {
    return BOTTOM - this.y;
  }

  /** Begins a page where fewer points are left than these. */
  need(height: number): void {
    if (height > this.room()) this.nextPage();
  }

  nextPage(): void {
    this.document.addPage();
    this.#pages += 1;
    this.artifact({ type: 'Pagination', attached: ['Top'] }, () => this.#line(this.#header, LEFT, 28, MARGINAL));
    this.artifact({ type: 'Pagination', attached: ['Bottom'] }, () => {
      const y = HEIGHT - MARGIN + 4;
      this.#line(this.#footer, LEFT, y, MARGINAL);
      const page = `${this.#pages} / `;
      this.#line(page, TOTAL_LEFT - this.#widthOf(page, MARGINAL), y, MARGINAL);
      this.document.inner.page.xobjects['Total'] = this.#total;
      this.document.addContent(`q 1 0 0 -1 ${number(TOTAL_LEFT)} ${number(y + baseline(MARGINAL))} cm /Total Do Q`);
    });
    this.y = TOP;
  }

  /** Lines of a text that are at most so wide; what the font has not is 〓. */
  lines(text: string, width: number, style: Style): readonly string[] {
    const face = this.#face(style);
    const shown = shownBy(face, harmless(text), this.missing);
    return breakLines(shown, width, (cluster) => face.widthOf(cluster, style.size));
  }

  /** Draws lines below each other, and nothing else: the cursor stays. */
  draw(lines: readonly string[], x: number, y: number, style: Style): void {
    lines.forEach((line, place) => {
      const before = style.share ? style.share * (BODY_WIDTH - this.#widthOf(line, style)) : 0;
      this.#line(line, x + before, y + place * lineHeight(style), style);
    });
  }

  /** Draws what belongs to an element on this page. */
  mark(element: Element, tag: string, draw: () => void): void {
    element.add(this.document.markStructureContent(tag));
    draw();
    this.document.endMarkedContent();
  }

  /** Draws what is no part of what the document says. */
  artifact(options: PDFKit.Mixins.MarkingOptions, draw: () => void): void {
    this.document.markContent('Artifact', options);
    draw();
    this.document.endMarkedContent();
  }

  bytes(): Uint8Array {
    const { regular } = this.#fonts;
    const [codes] = regular.encode(String(this.#pages));
    this.#total.end(`BT /${regular.id} ${MARGINAL.size} Tf <${codes.join('')}> Tj ET`);
    return this.document.bytes();
  }

  #face(style: Style): Face {
    return style.bold ? this.#faces.bold : this.#faces.regular;
  }

  #widthOf(text: string, style: Style): number {
    return clustersOf(text).reduce((sum, cluster) => sum + this.#face(style).widthOf(cluster, style.size), 0);
  }

  /** What of a text fits in one line at the margin of a page. */
  #first(text: string, width: number): string {
    return this.lines(text.replaceAll(/\s+/g, ' '), width, MARGINAL)[0]!;
  }

  #line(text: string, x: number, y: number, style: Style): void {
    if (text === '') return;
    const font = style.bold ? this.#fonts.bold : this.#fonts.regular;
    const { page } = this.document.inner;
    page.fonts[font.id] ??= font.ref();
    const [codes] = font.encode(text);
    // The page counts from its top: the letters are turned upright again.
    const at = `1 0 0 -1 ${number(x)} ${number(y + baseline(style))} Tm`;
    this.document.addContent(`BT /${font.id} ${style.size} Tf ${at} <${codes.join('')}> Tj ET`);
  }
}

const number = (value: number) => String(Math.round(value * 100) / 100);
