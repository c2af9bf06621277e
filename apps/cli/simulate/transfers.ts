import { transferIdentity } from '#ledger';
import type { Sample } from '../serve/samples.js';
import { amendmentsOf } from './amendments.js';
import { Dice, type Chance } from './chance.js';
import {
  firstDayOf,
  instantInJapan,
  lastDayOf,
  monthBefore,
  monthsUntil,
  startOfDay,
  workingDay,
  type Month,
} from './days.js';
import { consents, type Declarations, type Declared, objects } from './declarations.js';
import type { Feed } from './feeds.js';
import type { Population } from './population.js';
import type { Step } from './steps.js';

/** Lines that go out although nothing carries them, as happens in life: they are recorded, with a finding. */
const SLIPS = 0.002;
const DAYS_OF_MONTH = 28;
/** Members that are looked at for a sending that must not be missing. */
const TRIES_MAX = 1_000;

/** One association of a load. */
export interface Scene {
  readonly load: string;
  readonly association: Sample['association'];
  readonly population: Population;
  readonly declarations: Declarations;
  readonly months: number;
  /** Last day of the load. */
  readonly until: string;
  readonly membersPerTransfer: number;
}

interface Sending {
  readonly feed: Feed;
  readonly sendCase: Feed['cases'][number];
  readonly month: Month;
  readonly day: string;
  readonly members: readonly number[];
  readonly household?: string;
}

/** The transfers of an association month by month, each followed by what became of it. */
export function* transfersOf(scene: Scene, feeds: readonly Feed[]): Generator<Step> {
  for (const month of monthsUntil(scene.until, scene.months)) {
    for (const feed of feeds) {
      let number = 0;
      const chance = new Dice(scene.load, scene.association.id, feed.id, month.year, month.month).of();
      for (const sending of sendingsOf(scene, feed, month, chance)) {
        number += 1;
        yield* stepsOf(scene, sending, number, chance);
      }
      // However few the members are, every feed is seen once a year.
      if (number > 0 || !isPeak(feed, month)) continue;
      const single = singleSending(scene, feed, month, chance);
      if (single) yield* stepsOf(scene, single, 1, chance);
    }
  }
}

function* sendingsOf(scene: Scene, feed: Feed, month: Month, chance: Chance): Generator<Sending> {
  switch (feed.season.bundle) {
    case 'batch':
      yield* batches(scene, feed, month, chance);
      break;
    case 'event':
      yield* events(scene, feed, month, chance);
      break;
    case 'household':
      yield* households(scene, feed, month, chance);
      break;
    default:
      feed.season.bundle satisfies never;
  }
}

function* batches(scene: Scene, feed: Feed, month: Month, chance: Chance): Generator<Sending> {
  const day = workingDay(month, feed.season.day);
  if (day > scene.until) return;
  const sendCase = feed.cases[0]!;
  const start = startOfDay(day);
  let members: number[] = [];
  for (const member of touched(scene, feed, month, chance)) {
    if (!isCarried(scene.declarations.of(feed, member), sendCase, start, chance)) continue;
    members.push(member);
    if (members.length < scene.membersPerTransfer) continue;
    yield { feed, sendCase, month, day, members };
    members = [];
  }
  if (members.length > 0) yield { feed, sendCase, month, day, members };
}

function* events(scene: Scene, feed: Feed, month: Month, chance: Chance): Generator<Sending> {
  for (const member of touched(scene, feed, month, chance)) {
    const day = workingDay(month, 1 + chance.below(DAYS_OF_MONTH));
    const declared = scene.declarations.of(feed, member);
    const sendCase = feed.cases.find((one) => isCarried(declared, one, startOfDay(day), chance));
    if (sendCase && day <= scene.until) yield { feed, sendCase, month, day, members: [member] };
  }
}

function* households(scene: Scene, feed: Feed, month: Month, chance: Chance): Generator<Sending> {
  const day = workingDay(month, feed.season.day);
  if (day > scene.until) return;
  const { population, declarations } = scene;
  const sendCase = feed.cases[0]!;
  const start = startOfDay(day);
  for (const household of chance.sample(population.households, feed.season.share[month.month - 1]!)) {
    const members = population
      .household(household)
      .filter((member) => isCarried(declarations.of(feed, member), sendCase, start, chance));
    const insured = population.ref(population.insured(household));
    if (members.length > 0) yield { feed, sendCase, month, day, members, household: insured };
  }
}

/** Whether a month is the first of those in which a feed touches most members. */
function isPeak({ season }: Feed, { month }: Month): boolean {
  return season.share.indexOf(Math.max(...season.share)) === month - 1;
}

/** A sending about the first member whose standing carries it. */
function singleSending(scene: Scene, feed: Feed, month: Month, chance: Chance): Sending | null {
  const day = workingDay(month, feed.season.day);
  if (day > scene.until) return null;
  const { population, declarations } = scene;
  for (let tried = 0; tried < Math.min(population.households, TRIES_MAX); tried += 1) {
    const member = population.insured(tried);
    const sendCase = feed.cases.find((one) => isCarried(declarations.of(feed, member), one, startOfDay(day), chance));
    const household = feed.season.bundle === 'household' ? { household: population.ref(member) } : {};
    if (sendCase) return { feed, sendCase, month, day, members: [member], ...household };
  }
  return null;
}

/** Members whom a feed touches in a month. */
function* touched({ population }: Scene, { season }: Feed, { month }: Month, chance: Chance): Generator<number> {
  const share = season.share[month - 1]!;
  if (season.who === 'everyone') yield* chance.sample(population.size, share);
  else for (const household of chance.sample(population.households, share)) yield population.insured(household);
}

/** Whether a member's standing carries what is sent on the day that starts then; or it slips out. */
function isCarried(declared: Declared, { needsConsent }: Sending['sendCase'], start: number, chance: Chance): boolean {
  const isLawful = needsConsent ? consents(declared, start) : !objects(declared, start);
  return chance.happens(SLIPS) || isLawful;
}

function* stepsOf(scene: Scene, sending: Sending, number: number, chance: Chance): Generator<Step> {
  const { load, association } = scene;
  const { feed, month, day } = sending;
  const externalId = `${feed.id}.${firstDayOf(month).slice(0, 7)}.${number}`;
  const isPlanned = mayBePlanned(scene, sending) && chance.happens(feed.season.planned ?? 0);
  const items = itemsOf(sending);
  const transfer = {
    kind: 'transfer',
    association: association.id,
    id: transferIdentity(association.id, load, externalId),
    header: {
      source: load,
      externalId,
      phase: isPlanned ? 'planned' : 'done',
      ...headerOf(sending, items),
    },
    members: sending.members.map((member) => memberOf(scene, sending, member)),
  } as const;
  yield transfer;
  yield* amendmentsOf(feed, { ...transfer, day, items }, chance);
}

// A plan that may be refused would be no transfer: only what needs nobody's consent is planned.
function mayBePlanned({ declarations }: Scene, { sendCase, feed, day, members }: Sending): boolean {
  if (sendCase.needsConsent || day < feed.arrangement.effectiveFrom) return false;
  return members.every((member) => !objects(declarations.of(feed, member), startOfDay(day)));
}

function itemsOf({ feed, sendCase }: Sending): readonly string[] {
  return sendCase.items ?? feed.season.items ?? feed.arrangement.items;
}

function headerOf(sending: Sending, items: readonly string[]): Record<string, unknown> {
  const { feed, sendCase, month, day, household } = sending;
  const { arrangement, season } = feed;
  const ground = sendCase.ground ?? season.ground;
  const confirmation = sendCase.confirmation ?? season.confirmation;
  return {
    direction: sendCase.direction ?? (arrangement.kind === 'receipt-feed' ? 'IN' : 'OUT'),
    arrangement: { id: feed.id },
    party: { id: sendCase.party ?? season.party ?? arrangement.parties[0] },
    ...(season.at === null ? { occurredOn: day } : { occurredAt: instantInJapan(day, season.at) }),
    ...(season.period ? { period: periodOf(month, season.period) } : {}),
    dataKind: sendCase.dataKind ?? arrangement.dataKind,
    purpose: sendCase.purpose ?? season.purpose ?? arrangement.purposes[0],
    means: sendCase.means ?? season.means ?? arrangement.means[0],
    items: items.map((code) => ({ code })),
    ...(ground ? { ground } : {}),
    ...(arrangement.recordMethod ? { record: recordOf(arrangement.recordMethod, day) } : {}),
    ...(confirmation ? { confirmation } : {}),
    ...(household ? { household } : {}),
  };
}

// A contract stands for the record only where the provision serves the person: Rules 19(3).
function recordOf(method: string, madeOn: string) {
  return { method, seriesId: null, madeOn, ...(method === 'CONTRACT' ? { servesPerson: true } : {}) };
}

function periodOf(month: Month, { monthsBack, months }: { monthsBack: number; months: number }) {
  const first = monthBefore(month, monthsBack);
  return { from: firstDayOf(first), to: lastDayOf(monthBefore(month, monthsBack - months + 1)) };
}

function memberOf({ population, declarations }: Scene, sending: Sending, member: number): Record<string, unknown> {
  const { feed, sendCase, day } = sending;
  const named = feed.season.named === 'identifiers' ? population.identifiers(member) : { ref: population.ref(member) };
  if (!feed.season.statesConsent || !sendCase.needsConsent) return { ...named };
  const isCarriedByConsent = consents(declarations.of(feed, member), startOfDay(day));
  return isCarriedByConsent ? { ...named, consentId: declarations.id(feed, member, 'CONSENT') } : { ...named };
}
