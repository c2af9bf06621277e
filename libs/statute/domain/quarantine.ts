import type { Assessment } from './facts.js';
import type { Ruleset } from './ruleset.js';
import type { Direction } from './vocabulary.js';

/** The finding for which what came in must not be worked with until it is cured; null where there is none. */
export function quarantineOf(
  ruleset: Ruleset,
  direction: Direction,
  { findings }: Pick<Assessment, 'findings'>,
): string | null {
  if (direction !== 'IN') return null;
  const codes = ruleset.sets['QUARANTINE'] ?? [];
  return findings.find(({ code }) => codes.includes(code))?.code ?? null;
}
