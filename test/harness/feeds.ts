import { readdirSync, readFileSync } from 'node:fs';

/** A post of one feed in one of its cases, with what the law makes of it. */
export interface FeedCase {
  readonly name: string;
  readonly association: string;
  readonly post: Record<string, unknown> & {
    readonly source: string;
    readonly externalId: string;
    readonly items: readonly { readonly code: string }[];
    readonly members: readonly { readonly ref: string }[];
  };
  readonly expected: {
    readonly allowed: boolean;
    readonly route: string | null;
    readonly basis: string | null;
    readonly exclusion: string | null;
    readonly duty: string;
    readonly statutoryFields: readonly string[];
    readonly method: string | null;
    readonly record: 'provision' | 'receipt' | null;
    readonly memberView: 'show' | 'generic' | 'hidden';
    readonly citations: readonly string[];
  };
}

/** The twelve feeds; D04 and D10 in both their cases. */
export const FEEDS: readonly FeedCase[] = readdirSync('test/feeds')
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({
    name: file.replace('.json', ''),
    ...(JSON.parse(readFileSync(`test/feeds/${file}`, 'utf8')) as Omit<FeedCase, 'name'>),
  }));

export function feed(name: string): FeedCase {
  const found = FEEDS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no feed ${name}.`);
  return found;
}
