import type { About } from '../report.js';
import type { BundleManifest } from './manifest.js';

const TIMESTAMPS_SHOWN_MAX = 10;

/** What a bundle says that it is, for a reader to compare with what they asked for. */
export function aboutBundle(manifest: BundleManifest, timestamps: readonly string[]): About[] {
  const { association, origin, id, madeAt, log, selection } = manifest;
  const { from, to, parties, members, persons, chains } = selection;
  return [
    { what: 'association', value: association },
    { what: 'origin', value: origin },
    { what: 'bundle', value: id },
    { what: 'made-at', value: madeAt },
    { what: 'period', value: `${from} – ${to}` },
    ...(parties ? [{ what: 'parties', value: listed(parties) } as const] : []),
    ...(members ? [{ what: 'members', value: listed(members) } as const] : []),
    { what: 'chains', value: chains.join(', ') },
    { what: 'persons', value: persons },
    { what: 'size', value: String(log.size) },
    ...shownOf(timestamps).map((value) => ({ what: 'timestamp', value }) as const),
  ];
}

/** The first and the last of more than these, by size: what stands between is between them. */
function shownOf(timestamps: readonly string[]): readonly string[] {
  if (timestamps.length <= TIMESTAMPS_SHOWN_MAX) return timestamps;
  const ordered = timestamps.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
  return [ordered[0]!, `… ${ordered.length - 2} …`, ordered.at(-1)!];
}

/** Whether there is anything in the log that the bundle was not asked for, or does not have. */
export function isPart({ selection, counts, log }: BundleManifest): boolean {
  return counts.events < log.size || selection.parties !== undefined || selection.members !== undefined;
}

function listed(all: readonly string[]): string {
  return `${all.length}: ${all.join(', ')}`;
}
