import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Basis, Chain, Direction, Duty, Exclusion, MemberView, RecordMethod, Route } from '#statute';
import { projectRoot } from '../surroundings.js';

interface Text {
  readonly ja: string;
  readonly en: string;
}

/** What the law makes of a post: its judgement, its record, and what the member sees of it. */
export interface ExpectedJudgement {
  readonly allowed: boolean;
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly exclusion: Exclusion | null;
  readonly duty: Duty;
  readonly statutoryFields: readonly string[];
  readonly method: RecordMethod | null;
  readonly record: 'provision' | 'receipt' | null;
  readonly memberView: MemberView;
  readonly chain: Chain;
  readonly citations: readonly string[];
  /** Codes of the findings; left out where there are none. */
  readonly findings?: readonly string[];
}

/** A transfer as it is posted; the parts that anybody asks for are named. */
export interface FeedPost {
  readonly source: string;
  readonly externalId: string;
  readonly direction: Direction;
  readonly arrangement?: { readonly id: string; readonly version: number };
  readonly party: { readonly id: string };
  readonly dataKind: string;
  readonly purpose: string;
  readonly means: string;
  readonly items: readonly { readonly code: string }[];
  readonly members: readonly { readonly ref: string }[];
  readonly ground?: Readonly<Record<string, unknown>> & { readonly route?: string };
  readonly confirmation?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** One case of a row: the same post at every association that has the feed, with its own members there. */
interface CatalogueCase {
  /** Left out where a row has one case alone. */
  readonly case?: string;
  readonly when?: Text;
  readonly at: Readonly<Record<string, Pick<FeedPost, 'members'> & Partial<FeedPost>>>;
  readonly post: Omit<FeedPost, 'members'>;
  readonly expected: ExpectedJudgement;
}

/** A row of the catalogue: one feed that associations publish. */
export interface CatalogueRow {
  readonly feed: string;
  /** What is to be known of a row that is no transfer of the association's own, or is contested. */
  readonly note?: Text;
  readonly cases: readonly CatalogueCase[];
}

/** A post of one feed in one of its cases at one association, with what the law makes of it. */
export interface FeedCase {
  readonly name: string;
  readonly feed: string;
  readonly association: string;
  readonly when: Text | null;
  readonly post: FeedPost;
  readonly expected: ExpectedJudgement;
}

/** All rows, by their codes. */
export function readCatalogue(): CatalogueRow[] {
  const folder = join(projectRoot(), 'deploy', 'samples', 'feeds');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CatalogueRow);
}

/** The posts of a row, case by case. */
export function casesOf({ feed, cases }: CatalogueRow): FeedCase[] {
  return cases.flatMap(({ case: name, when = null, at, post, expected }) =>
    Object.entries(at).map(([association, own]) => ({
      name: name ? `${feed}-${name}` : feed,
      feed,
      association,
      when,
      post: { ...post, ...own } as FeedPost,
      expected,
    })),
  );
}
