/** A variant of a character (異体字) with the one that stands for it. */
export type Variants = ReadonlyMap<string, string>;

/** From a table of characters, each with its variants in a row. */
export function variantsOf(table: Readonly<Record<string, string>>): Variants {
  return new Map(Object.entries(table).flatMap(([base, variants]) => [...variants].map((one) => [one, base] as const)));
}

/**
 * A name as it is compared, never as it is shown: one width, one syllabary, no small kana, no long marks, spaces or
 * points, and of the variants of a character always the same. Who has written it otherwise is found all the same; that
 * some other name folds to the same is no harm, for a person looks at what was found.
 */
export function foldName(name: string, variants: Variants): string {
  let folded = '';
  let before = '';
  for (const character of evenOf(name)) {
    const repeats = character === '々' || character === '〻';
    const one = repeats ? before : kanaOf(variants.get(character) ?? character);
    folded += one;
    before = one;
  }
  return folded;
}

// A voiced mark of its own would become a space with a mark that joins nothing. What joins is joined, and then left out
// where it did not.
function evenOf(name: string): string {
  const joined = name.replaceAll('\u309B', '\u3099').replaceAll('\u309C', '\u309A');
  return joined.replaceAll(SILENT, '').normalize('NFKC').toLowerCase().replaceAll(SILENT, '').replaceAll(MARKS, '');
}

/** Spaces, points and hyphens of every kind, the long mark, and selectors of one of several shapes of a character. */
const SILENT = /[\s\p{P}\p{Variation_Selector}ーｰ=＝−]/gu;
const MARKS = /\p{M}/gu;

const KATAKANA = /[\u30A1-\u30F6]/;
const KATAKANA_TO_HIRAGANA = 0x60;

/** Kana that are written the one way here and the other way there. */
const SAME_KANA: ReadonlyMap<string, string> = new Map(
  ['ぁあ', 'ぃい', 'ぅう', 'ぇえ', 'ぉお', 'っつ', 'ゃや', 'ゅゆ', 'ょよ', 'ゎわ', 'ゕか', 'ゖけ']
    .concat(['ぢじ', 'づず', 'をお', 'ゐい', 'ゑえ'])
    .map((pair) => [pair[0]!, pair[1]!] as const),
);

function kanaOf(character: string): string {
  const hiragana = KATAKANA.test(character)
    ? String.fromCharCode(character.charCodeAt(0) - KATAKANA_TO_HIRAGANA)
    : character;
  return SAME_KANA.get(hiragana) ?? hiragana;
}
