import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample, SampleArrangement } from '../serve/samples.js';
import { projectRoot } from '../surroundings.js';

type Twelve = readonly number[];

/** One way in which a feed is sent: to whom, with what, on which ground. The first that a member's standing carries. */
export interface FeedCase {
  readonly party?: string;
  readonly items?: readonly string[];
  readonly means?: string;
  readonly purpose?: string;
  readonly ground?: Readonly<Record<string, unknown>> & { readonly route?: string };
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
  readonly confirmation?: Readonly<Record<string, unknown>>;
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
}

interface Terms {
  readonly kind: string;
  readonly effectiveFrom: string;
  readonly purposes: readonly string[];
  readonly means: readonly string[];
  readonly dataKind: string;
  readonly recordMethod: string | null;
  readonly cadence: { readonly every: string } | null;
  readonly route: { readonly candidates: readonly string[]; readonly chosen: string | null };
}

const CONSENT_ROUTE = 'C1';

/** Seasons by feed id. A feed of the catalogue without seasons here lives by the cadence of its arrangement. */
export async function readSeasons(): Promise<ReadonlyMap<string, FeedSeason>> {
  const file = join(projectRoot(), 'deploy', 'samples', 'simulation', 'feeds.json');
  return new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, FeedSeason>));
}

export function feedsOf({ arrangements }: Sample, seasons: ReadonlyMap<string, FeedSeason>): Feed[] {
  return arrangements.map(({ id, versions }) => {
    const arrangement = versions.at(-1) as Feed['arrangement'];
    const season = seasons.get(id) ?? seasonOf(arrangement);
    const cases = (season.cases ?? [{}]).filter(({ party }) => !party || arrangement.parties.includes(party));
    return {
      id,
      arrangement,
      season,
      cases: cases.map((one) => ({ ...one, needsConsent: byConsent(one, arrangement) })),
    };
  });
}

function byConsent({ ground }: FeedCase, { route }: Terms): boolean {
  return (ground?.route ?? route.chosen) === CONSENT_ROUTE;
}

const AUTUMN: Twelve = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0];
const EVERY_MONTH: Twelve = Array.from({ length: 12 }, () => 0.01);

function seasonOf(arrangement: Feed['arrangement']): FeedSeason {
  const { cadence, route } = arrangement;
  const bundle = cadence?.every === 'event' ? 'event' : 'batch';
  const isByConsent = route.chosen === CONSENT_ROUTE;
  return {
    share: cadence?.every === 'year' ? AUTUMN : EVERY_MONTH,
    who: 'everyone',
    bundle,
    day: 20,
    at: null,
    ...(route.chosen || route.candidates.length === 0 ? {} : { ground: { route: route.candidates[0]! } }),
    ...(isByConsent ? { standing: { consent: 0.7, withdrawn: 0.03, objection: 0 } } : {}),
    corrected: 0.03,
    voided: 0.01,
  };
}
