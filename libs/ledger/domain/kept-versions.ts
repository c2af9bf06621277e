import { includesLine } from './line-ranges.js';
import type { Transfer, TransferVersion } from './transfer.js';

/** The versions of a transfer as far as their lines were not disposed of; of one without any, nothing is left. */
export function keptVersions({ versions, disposed }: Transfer): readonly TransferVersion[] {
  if (disposed.length === 0) return versions;
  const isKept = (line: number) => !includesLine(disposed, line);
  return versions
    .map((version) => ({
      ...version,
      lines: version.lines.filter(({ line }) => isKept(line)),
      groups: version.groups
        .map((group) => ({ ...group, lines: group.lines.filter(isKept) }))
        .filter(({ lines }) => lines.length > 0),
    }))
    .filter(({ lines }) => lines.length > 0);
}
