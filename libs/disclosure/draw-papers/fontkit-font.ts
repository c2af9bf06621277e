import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** What is used of a font as the library of pdfkit reads it. */
export interface FontkitFont {
  readonly postscriptName: string;
  readonly unitsPerEm: number;
  getGlyph(id: number): FontkitGlyph;
  glyphsForString(text: string): readonly FontkitGlyph[];
  createSubset(): FontkitSubset;
}

export interface FontkitGlyph {
  readonly id: number;
  readonly advanceWidth: number;
}

/** A font of only the glyphs that are used. Glyphs are numbered in the order of `glyphs`. */
export interface FontkitSubset {
  readonly glyphs: number[];
  encode(): Uint8Array;
}

const find = createRequire(import.meta.url).resolve;

const FILES = {
  regular: '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
} as const;

export type Weight = keyof typeof FILES;

/** Reads and parses some megabytes: once for all documents. */
export function openFont(weight: Weight): FontkitFont {
  const opened = new PDFDocument({ font: find(FILES[weight]), autoFirstPage: false });
  return (opened as unknown as { _font: { font: FontkitFont } })._font.font;
}
