import type { Group } from './transfer-events.js';

/** Where the line of each member of a household goes. */
export interface NoticeParts {
  readonly common: readonly string[];
  readonly separate: readonly string[];
  readonly none: readonly string[];
}

/**
 * Findings that are a member's own word against the matter: of whoever has but these, the line leaves the common notice
 * and the rest stays. A stop ends every notice; after an objection or a reservation the arrangement says what becomes.
 */
const OBJECTED = 'OBJECTED';
const STOPPED = 'STOPPED';
const OWN_WORDS: readonly string[] = [OBJECTED, STOPPED];

/** Splits the judged lines of a household, in the order of its members. */
export function noticeParts(
  refs: readonly string[],
  groups: readonly Group[],
  afterObjection: 'separate' | 'none',
): NoticeParts {
  const part = (group: Group): keyof NoticeParts => {
    if (group.allowed) return 'common';
    const codes = blockingCodes(group);
    return codes.every((code) => code === OBJECTED) ? afterObjection : 'none';
  };
  const partOfLine = new Map(groups.flatMap((group) => group.lines.map((line) => [line, part(group)] as const)));
  const of = (wanted: keyof NoticeParts) => refs.filter((_, index) => partOfLine.get(index + 1) === wanted);
  return { common: of('common'), separate: of('separate'), none: of('none') };
}

/** Findings that forbid the notice whoever it is about. */
export function findingsOfNotice(groups: readonly Group[]): Group['findings'] {
  const found = groups.flatMap(({ findings }) =>
    findings.filter(({ code, severity }) => severity === 'blocking' && !OWN_WORDS.includes(code)),
  );
  return found.filter(({ code }, index) => found.findIndex((one) => one.code === code) === index);
}

function blockingCodes({ findings }: Group): string[] {
  return findings.filter(({ severity }) => severity === 'blocking').map(({ code }) => code);
}
