import { createHash } from 'node:crypto';
import type { Sample } from '../serve/samples.js';
import { firstDayOf, monthsUntil } from './days.js';
import { Declarations, type Declared } from './declarations.js';
import { feedsOf, type Feed, type Habits } from './feeds.js';
import { Population } from './population.js';
import type { Operation, Step } from './steps.js';
import { transfersOf, type Scene } from './transfers.js';

export interface SimulationOptions {
  /** Members in all, shared evenly among the associations. */
  readonly members: number;
  readonly years: number;
  readonly seed: number;
  /** Last day of the load, in Japan. */
  readonly until: string;
  readonly membersPerTransfer: number;
  /** Leaves out registrations and standing where nobody looks at them. */
  readonly transfersOnly?: boolean;
}

/**
 * The name of a load, under which its transfers are sent and its members are numbered. Whatever shapes the load is in
 * it, so that two loads never speak of one transfer in different words.
 */
export function loadName(options: SimulationOptions, samples: readonly Sample[]): string {
  const { members, years, seed, until, membersPerTransfer } = options;
  const shape = JSON.stringify([
    members,
    years,
    until,
    membersPerTransfer,
    samples.map(({ association }) => association.id),
  ]);
  return `simulate-${seed}-${createHash('sha256').update(shape).digest('hex').slice(0, 4)}`;
}

/** Everything that a load does, association by association, in the order in which it can be done. */
export function* simulate(options: SimulationOptions, samples: readonly Sample[], habits: Habits): Generator<Step> {
  for (const [index, sample] of samples.entries()) {
    const share = Math.floor((options.members + index) / samples.length);
    const scene = sceneOf(options, sample.association, loadName(options, samples), share);
    const feeds = feedsOf(sample, habits);
    if (!options.transfersOnly) {
      yield* registrations(scene);
      for (const feed of feeds) if (feed.season.standing) yield* declarations(scene, feed, sample);
    }
    yield* transfersOf(scene, feeds);
  }
}

function sceneOf(
  { years, until, membersPerTransfer }: SimulationOptions,
  association: Sample['association'],
  load: string,
  members: number,
): Scene {
  const months = years * 12;
  const from = firstDayOf(monthsUntil(until, months)[0]!);
  return {
    load,
    association,
    population: new Population(load, association, members),
    declarations: new Declarations(load, association, { from, to: until }),
    months,
    until,
    membersPerTransfer,
  };
}

function* registrations({ association, population }: Scene): Generator<Operation> {
  for (let index = 0; index < population.size; index += 1) {
    yield {
      kind: 'operation',
      association: association.id,
      what: 'member',
      path: '/v1/members',
      body: population.registration(index),
    };
  }
}

function* declarations(scene: Scene, feed: Feed, sample: Sample): Generator<Operation> {
  const { population } = scene;
  const scope = consentScope(feed, sample);
  const count =
    feed.season.who === 'everyone' || feed.season.bundle === 'household' ? population.size : population.households;
  for (let index = 0; index < count; index += 1) {
    const member = count === population.size ? index : population.insured(index);
    yield* declarationsOf(scene, feed, member, scope);
  }
}

function* declarationsOf(scene: Scene, feed: Feed, member: number, scope: object): Generator<Operation> {
  const declared: Declared = scene.declarations.of(feed, member);
  const standing = `/v1/members/${scene.population.ref(member)}/standing`;
  const operation = (what: Operation['what'], path: string, at: number, body: object): Operation => {
    const instant = new Date(at).toISOString();
    const rest = { ...body, receivedAt: instant, effectiveFrom: instant };
    return { kind: 'operation', association: scene.association.id, what, path, body: rest };
  };
  const consent = scene.declarations.id(feed, member, 'CONSENT');
  if (declared.consentAt !== null)
    yield operation('consent', standing, declared.consentAt, {
      id: consent,
      kind: feed.consentKind,
      matter: feed.id,
      scope,
      form: 'WEB',
    });
  if (declared.withdrawnAt !== null)
    yield operation('withdrawal', `${standing}/${consent}/withdrawal`, declared.withdrawnAt, {});
  if (declared.objectedAt !== null)
    yield operation('objection', standing, declared.objectedAt, {
      id: scene.declarations.id(feed, member, 'OBJECTION'),
      kind: 'OBJECTION',
      matter: feed.id,
      scope: { classes: [], parties: [], items: [], purposes: [] },
      form: 'PAPER',
    });
}

function consentScope({ arrangement, cases }: Feed, { parties }: Sample): object {
  const asked = cases.filter(({ needsConsent }) => needsConsent).flatMap(({ party }) => party ?? arrangement.parties);
  const classes = parties.filter(({ id }) => asked.includes(id as string)).map((party) => party['class']);
  return { classes: [...new Set(classes)], parties: asked, items: arrangement.items, purposes: arrangement.purposes };
}
