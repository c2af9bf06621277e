import type { About } from '../report.js';
import type { BundleManifest } from './manifest.js';

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
    ...timestamps.map((value) => ({ what: 'timestamp', value }) as const),
  ];
}

/** Whether there is anything in the log that the bundle was not asked for, or does not have. */
export function isPart({ selection, counts, log }: BundleManifest): boolean {
  return counts.events < log.size || selection.parties !== undefined || selection.members !== undefined;
}

function listed(all: readonly string[]): string {
  return `${all.length}: ${all.join(', ')}`;
}
