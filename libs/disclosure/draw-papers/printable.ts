/** Stands where a sign cannot be shown, as printers have always done. */
export const GETA = '〓';

/** Signs that move or hide others, or show nothing: controls, bidi marks and overrides, zero-width ones, tags. */
const UNSEEN = /[^\n\P{Cc}]|\p{Cf}/gu;

/** A text without signs that do harm on paper; line breaks stay, a tab is a space. */
export function harmless(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(UNSEEN, '');
}

// A base with what changes its form: marks, and selectors of a variant (異体字セレクタ).
const CLUSTER = /\P{M}[\p{M}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]*|\p{M}+/gu;

/** The signs of a text as they are seen: a base with its marks is one. */
export function clustersOf(text: string): readonly string[] {
  return text.match(CLUSTER) ?? [];
}
