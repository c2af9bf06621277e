import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { casesOf, readCatalogue, type FeedCase as CatalogueCase } from '../feeds/catalogue.js';
import type { Sample, SampleArrangement } from '../serve/samples.js';
import { projectRoot } from '../surroundings.js';

type Twelve = readonly number[];

/** One way in which a feed is sent: to whom, with what, on which ground. The first that a member's standing carries. */
export interface FeedCase {
  readonly direction?: string;
  readonly dataKind?: string;
  readonly party?: string;
  readonly items?: readonly string[];
  readonly means?: string;
  readonly purpose?: string;
  readonly ground?: Readonly<Record<string, unknown>> & { readonly route?: string };
  readonly confirmation?: Readonly<Record<string, unknown>>;
  /** The route that the law finds where the ground leaves it to the arrangement. */
  readonly route?: string | null;
}

/** How a feed lives through a year; data beside the samples, for no code knows a feed. */
export interface FeedSeason extends FeedCase {
  /** Which part of the members each calendar month touches, January first. */
  readonly share: Twelve;
  readonly who: 'everyone' | 'insured';
  /** batch: one transfer for all members of the month; event: one for each; household: one for each household. */
  readonly bundle: 'batch' | 'event' | 'household';
  /** Day of the month on which a batch is sent; events fall on any day. */
  readonly day: number;
  /** Clock time in Japan; null where the sender knows the day alone. */
  readonly at: string | null;
  readonly period?: { readonly monthsBack: number; readonly months: number };
  readonly cases?: readonly FeedCase[];
  /** Whether lines name members by reference (left out) or by the full composite of identifiers. */
  readonly named?: 'identifiers';
  /** Lines point at the consent that carries them. */
  readonly statesConsent?: boolean;
  /** Which part of the members declares so. */
  readonly standing?: { readonly consent: number; readonly withdrawn: number; readonly objection: number };
  /** Which part of the transfers is first planned, is corrected, is voided. */
  readonly planned?: number;
  readonly corrected: number;
  readonly voided: number;
}

/** A feed of one association: its arrangement as it stands now, and its seasons. */
export interface Feed {
  readonly id: string;
  readonly arrangement: SampleArrangement['versions'][number] & Terms;
  readonly season: FeedSeason;
  readonly cases: readonly (FeedCase & { readonly needsConsent: boolean })[];
  /** What its members declare who consent: to provision abroad where nothing else is sent. */
  readonly consentKind: 'CONSENT' | 'FOREIGN_CONSENT';
}

interface Terms {
  readonly kind: string;
  readonly effectiveFrom: string;
  readonly purposes: readonly string[];
  readonly means: readonly string[];
  readonly dataKind: string;
  readonly recordMethod?: string | null;
  readonly cadence?: { readonly every: string } | null;
  readonly route: { readonly candidates: readonly string[]; readonly chosen?: string | null };
}

const CONSENT_ROUTES = ['C1', 'F'];
const IMPLIED_ROUTE = 'C1i';

/** What a load is made with beside the samples. */
export interface Habits {
  /** Seasons by feed id. A feed without its own lives by the cadence of its arrangement. */
  readonly seasons: ReadonlyMap<string, FeedSeason>;
  /** Lawful posts of the catalogue by association and arrangement: how a feed is sent that has no season of its own. */
  readonly posts: ReadonlyMap<string, readonly FeedCase[]>;
}

export async function readHabits(): Promise<Habits> {
  const file = join(projectRoot(), 'deploy', 'samples', 'simulation', 'feeds.json');
  const seasons = JSON.parse(await readFile(file, 'utf8')) as Record<string, FeedSeason>;
  return { seasons: new Map(Object.entries(seasons)), posts: catalogued(readCatalogue().flatMap(casesOf)) };
}

function catalogued(cases: readonly CatalogueCase[]): Map<string, FeedCase[]> {
  const posts = new Map<string, FeedCase[]>();
  for (const { association, post, expected } of cases) {
    if (!expected.allowed || !post.arrangement) continue;
    const { direction, dataKind, party, items, means, purpose, ground, confirmation } = post;
    const known = posts.get(placeOf(association, post.arrangement.id)) ?? [];
    posts.set(placeOf(association, post.arrangement.id), known);
    known.push({
      direction,
      dataKind,
      party: party.id,
      items: items.map(({ code }) => code),
      means,
      purpose,
      route: expected.route,
      ...(ground ? { ground } : {}),
      ...(confirmation ? { confirmation } : {}),
    });
  }
  return posts;
}

function placeOf(association: string, arrangement: string): string {
  return `${association} ${arrangement}`;
}

export function feedsOf({ association, arrangements }: Sample, { seasons, posts }: Habits): Feed[] {
  return arrangements.map(({ id, versions }) => {
    const arrangement = versions.at(-1) as Feed['arrangement'];
    const own = seasons.get(id);
    const catalogue = posts.get(placeOf(association.id, id)) ?? [];
    const asked = (own?.cases ?? (own?.ground || own?.items ? [{}] : catalogue)).filter(
      ({ party }) => !party || arrangement.parties.includes(party),
    );
    const cases = (asked.length > 0 ? asked : [{}]).map((one) => ({
      ...one,
      needsConsent: byConsent(one, arrangement),
    }));
    const carried = cases.filter(({ needsConsent }) => needsConsent);
    const isAbroad = carried.length > 0 && carried.every(({ route }) => route === 'F');
    return {
      id,
      arrangement,
      season: own ?? seasonOf(arrangement, cases),
      cases,
      consentKind: isAbroad ? 'FOREIGN_CONSENT' : 'CONSENT',
    };
  });
}

function byConsent({ ground, route }: FeedCase, arrangement: Terms): boolean {
  return CONSENT_ROUTES.includes(ground?.route ?? route ?? arrangement.route.chosen ?? '');
}

const AUTUMN: Twelve = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0];
const EVERY_MONTH: Twelve = Array.from({ length: 12 }, () => 0.01);

function seasonOf(arrangement: Feed['arrangement'], cases: Feed['cases']): FeedSeason {
  const { cadence, route } = arrangement;
  const bundle = cadence?.every === 'event' ? 'event' : 'batch';
  const isByConsent = cases.some(({ needsConsent }) => needsConsent);
  const isImplied = route.chosen === IMPLIED_ROUTE;
  return {
    share: cadence?.every === 'year' ? AUTUMN : EVERY_MONTH,
    who: 'everyone',
    bundle,
    day: 20,
    at: null,
    ...(isByConsent ? { standing: { consent: 0.7, withdrawn: 0.03, objection: 0 } } : {}),
    ...(isImplied ? { standing: { consent: 0, withdrawn: 0, objection: 0.02 } } : {}),
    corrected: 0.03,
    voided: 0.01,
  };
}
