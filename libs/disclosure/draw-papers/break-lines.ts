import { clustersOf } from './printable.js';

/** Signs that no line begins with (行頭禁則). */
const NEVER_FIRST = new Set(
  '、。，．・：；？！）］｝〕〉》」』】〙〗’”ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ゛゜％‰℃),.:;!?]}%',
);
/** Signs that no line ends with (行末禁則). */
const NEVER_LAST = new Set('（［｛〔〈《「『【〘〖‘“([{¥￥＄$#＃№');

// Letters and digits of the west stay together, and what joins them: 2026-11-29, 0x1f, kiroku.example/check.
const OF_A_WORD = /^[\w\u00C0-\u024F@&+=~/.:,;?!%#$'"()[\]{}<>*^|\\`-]$/;

/** Cuts a text into lines of at most `width`; nothing of it is left out but line breaks. */
export function breakLines(text: string, width: number, widthOf: (cluster: string) => number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => linesOf(clustersOf(paragraph), width, widthOf));
}

function linesOf(clusters: readonly string[], width: number, widthOf: (cluster: string) => number): string[] {
  const lines: string[] = [];
  let start = 0;
  let used = 0;
  /** Where the line may end; `start` while nowhere. */
  let chance = 0;
  let usedAtChance = 0;
  for (let place = 0; place < clusters.length; place++) {
    const own = widthOf(clusters[place]!);
    if (place > start && mayBreakBefore(clusters, place)) [chance, usedAtChance] = [place, used];
    // A space hangs over the edge: it is seen no more there.
    while (used + own > width && place > start && clusters[place] !== ' ') {
      const end = chance > start ? chance : place;
      lines.push(clusters.slice(start, end).join(''));
      used -= chance > start ? usedAtChance : used;
      [start, chance] = [end, end];
    }
    used += own;
  }
  lines.push(clusters.slice(start).join(''));
  return lines;
}

function mayBreakBefore(clusters: readonly string[], place: number): boolean {
  const [before, after] = [clusters[place - 1]!, clusters[place]!];
  if (after === ' ' || NEVER_FIRST.has(after) || NEVER_LAST.has(before)) return false;
  return before === ' ' || !(OF_A_WORD.test(before) && OF_A_WORD.test(after));
}
