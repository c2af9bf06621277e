import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

/** An event as a golden file keeps it, in the version that the name of the file says. */
export interface GoldenEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** Every example of every lib. */
export function goldenEvents(): GoldenEvent[] {
  return globSync(resolve('libs/*/domain/golden/events-v*.json')).flatMap((path) => {
    const schemaVersion = Number(/^events-v(\d+)\.json$/.exec(basename(path))![1]);
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Omit<GoldenEvent, 'schemaVersion'>[];
    return kept.map(({ type, data }) => ({ type, schemaVersion, data }));
  });
}

/** Versions of registered types of which no example is kept, the current ones and all before. */
export function withoutExample(
  types: ReadonlyMap<string, { readonly version: number }>,
  golden: readonly Pick<GoldenEvent, 'type' | 'schemaVersion'>[],
): string[] {
  const kept = new Set(golden.map(({ type, schemaVersion }) => `${type}, version ${schemaVersion}`));
  return [...types]
    .flatMap(([type, { version }]) => Array.from({ length: version }, (_, index) => `${type}, version ${index + 1}`))
    .filter((name) => !kept.has(name));
}
