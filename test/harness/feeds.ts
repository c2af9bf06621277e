import { casesOf, readCatalogue, type FeedCase } from '../../apps/cli/feeds/catalogue.js';

export type { FeedCase } from '../../apps/cli/feeds/catalogue.js';

/** Every feed of the catalogue in every case, at every association that has it. */
export const FEEDS: readonly FeedCase[] = readCatalogue().flatMap(casesOf);

/** A case by its name, at the first association that has it. */
export function feed(name: string): FeedCase {
  const found = FEEDS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no feed ${name}.`);
  return found;
}
