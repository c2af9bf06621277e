import type { Group } from './transfer-events.js';

/** Where the line of each member of a household goes. */
export interface NoticeParts {
  readonly common: readonly string[];
  readonly separate: readonly string[];
  readonly none: readonly string[];
}

/**
 * Findings that are of one member and not of the matter: of whoever has but these, the line leaves the common notice and
 * the rest stays. A stop ends every notice; after an objection or a reservation the arrangement says what becomes. Of
 * whom the household must not learn, nothing goes to where it lives.
 */
const OBJECTED = 'OBJECTED';
const OF_ONE_MEMBER: readonly string[] = [OBJECTED, 'STOPPED', 'HOUSEHOLD_WITHHELD'];

/** Splits the judged lines of a household, in the order of its members; nothing goes out of those who are withheld. */
export function noticeParts(
  refs: readonly string[],
  groups: readonly Group[],
  afterObjection: 'separate' | 'none',
  withheld: ReadonlySet<string> = new Set(),
): NoticeParts {
  const part = (group: Group): keyof NoticeParts => {
    if (group.allowed) return 'common';
    const codes = blockingCodes(group);
    return codes.every((code) => code === OBJECTED) ? afterObjection : 'none';
  };
  const partOfLine = new Map(groups.flatMap((group) => group.lines.map((line) => [line, part(group)] as const)));
  const partOf = (ref: string, index: number) => (withheld.has(ref) ? 'none' : partOfLine.get(index + 1));
  const of = (wanted: keyof NoticeParts) => refs.filter((ref, index) => partOf(ref, index) === wanted);
  return { common: of('common'), separate: of('separate'), none: of('none') };
}

/** Findings that forbid the notice whoever it is about. */
export function findingsOfNotice(groups: readonly Group[]): Group['findings'] {
  const found = groups.flatMap(({ findings }) =>
    findings.filter(({ code, severity }) => severity === 'blocking' && !OF_ONE_MEMBER.includes(code)),
  );
  return found.filter(({ code }, index) => found.findIndex((one) => one.code === code) === index);
}

function blockingCodes({ findings }: Group): string[] {
  return findings.filter(({ severity }) => severity === 'blocking').map(({ code }) => code);
}
