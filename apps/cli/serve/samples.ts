import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../surroundings.js';

/** A sample association as its file has it. The parts are checked by the requests that they become. */
export interface Sample {
  readonly association: Record<string, unknown> & {
    readonly id: string;
    readonly name: { readonly ja: string; readonly en: string };
    readonly insurerNumber: string | null;
  };
  readonly parties: readonly Record<string, unknown>[];
  readonly members: readonly (Record<string, unknown> & { readonly ref: string; readonly name: string })[];
  readonly arrangements: readonly SampleArrangement[];
  readonly standing: readonly (Record<string, unknown> & { readonly member: string })[];
}

export interface SampleArrangement {
  readonly id: string;
  readonly title: { readonly ja: string; readonly en: string };
  readonly versions: readonly (Record<string, unknown> & {
    /** Where a version was announced under other words than the arrangement has now. */
    readonly title?: SampleArrangement['title'];
    readonly route: { readonly candidates: readonly string[] };
    readonly parties: readonly string[];
    readonly items: readonly string[];
  })[];
}

/** The sample associations, by id. */
export async function readSamples(): Promise<Sample[]> {
  const folder = join(projectRoot(), 'deploy', 'samples');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Sample));
}
