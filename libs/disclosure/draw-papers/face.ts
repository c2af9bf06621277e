import { type FontkitFont, openFont, type Weight } from './fontkit-font.js';
import { clustersOf, GETA } from './printable.js';

/** A glyph, and the signs that it shows: signs of one form (金 and its compatible twin) stay apart when they are read. */
class Sign {
  /** pdfkit knows glyphs by this, and only compares it. */
  readonly id = this;

  constructor(
    readonly glyph: number,
    /** In thousandths of the size. */
    readonly advanceWidth: number,
    readonly codePoints: readonly number[],
  ) {}
}

/** A font as documents use it; what was found out about its signs serves all of them. */
export class Face {
  readonly #font: FontkitFont;
  readonly #scale: number;
  /** By cluster. */
  readonly #known = new Map<string, readonly Sign[]>();

  constructor(weight: Weight) {
    this.#font = openFont(weight);
    this.#scale = 1000 / this.#font.unitsPerEm;
  }

  has(cluster: string): boolean {
    return this.#signsOf(cluster).length > 0;
  }

  /** In points; a sign that the font has not has no width. */
  widthOf(cluster: string, size: number): number {
    let width = 0;
    for (const sign of this.#signsOf(cluster)) width += sign.advanceWidth;
    return (width * size) / 1000;
  }

  /**
   * The font as pdfkit takes one, for one document: without shaping, which Japanese in lines does not need and which
   * takes most of the time of a document, and with one number for each sign instead of for each glyph.
   */
  forDocument(): object {
    const numbers = new Map<Sign, number>();
    const subset = this.#font.createSubset();
    const includeGlyph = (sign: Sign) => {
      const known = numbers.get(sign);
      if (known !== undefined) return known;
      const number = subset.glyphs.push(sign.glyph) - 1;
      numbers.set(sign, number);
      return number;
    };
    const layout = (text: string) => {
      const glyphs = clustersOf(text).flatMap((cluster) => this.#signsOf(cluster));
      return {
        glyphs,
        positions: glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth })),
        advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0),
      };
    };
    const own = { layout, createSubset: () => ({ includeGlyph, encode: () => subset.encode() }) };
    return Object.assign(Object.create(this.#font) as object, own);
  }

  #signsOf(cluster: string): readonly Sign[] {
    const known = this.#known.get(cluster);
    if (known !== undefined) return known;
    const found = this.#find(cluster);
    // A sign found again has another number in the document that is being drawn, and shows the same.
    if (this.#known.size >= SIGNS_MAX) this.#known.clear();
    this.#known.set(cluster, found);
    return found;
  }

  #find(cluster: string): readonly Sign[] {
    const codePoints = Array.from(cluster, (sign) => sign.codePointAt(0)!);
    const glyphs = this.#font.glyphsForString(composed(cluster));
    if (glyphs.some(({ id }) => id === 0)) return [];
    if (glyphs.length === 1) return [this.#sign(glyphs[0]!.id, codePoints)];
    return glyphs.length === codePoints.length
      ? glyphs.map(({ id }, place) => this.#sign(id, [codePoints[place]!]))
      : [];
  }

  #sign(glyph: number, codePoints: readonly number[]): Sign {
    return new Sign(glyph, this.#font.getGlyph(glyph).advanceWidth * this.#scale, codePoints);
  }
}

/**
 * か with a mark is drawn as が, and read as it was written. Nothing else is composed: that would draw 神 for its twin of
 * another form.
 */
function composed(cluster: string): string {
  const one = cluster.normalize('NFC');
  return Array.from(cluster).length > 1 && Array.from(one).length === 1 ? one : cluster;
}

/** More than the font has glyphs; clusters of marks without end must not fill the memory. */
const SIGNS_MAX = 30_000;

/** What of a text the face can show, with 〓 for the rest, which is added to what is missing. */
export function shownBy(face: Face, text: string, missing: Set<string>): string {
  let shown = '';
  for (const cluster of clustersOf(text)) {
    if (cluster === '\n' || face.has(cluster)) shown += cluster;
    else {
      missing.add(cluster);
      shown += GETA;
    }
  }
  return shown;
}
