import { join } from 'node:path';
import { measureBundle } from './bundle.js';
import { measureDecisions } from './decisions.js';
import { measureDocuments } from './documents.js';
import type { Ground } from './ground.js';
import { measureImport, measureLargeTransfer } from './imports.js';
import { randomUUID } from 'node:crypto';
import { loadEvents } from './load-events.js';
import { untilProjected } from './log-progress.js';
import { watchMemory, type MemoryFigures } from './memory.js';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { measureLooks } from './looks.js';
import { measureMembers } from './members.js';
import { measurePosts } from './posts.js';
import { ask, sendLoad, type ProfileDirectory } from './processes.js';
import type { RebuildQuestion, RebuildReport } from './rebuild-process.js';
import { measureProofs } from './proofs.js';
import type { Figure } from './result.js';
import type { Sizes } from './sizes.js';
import { startStage, type Stage } from './stage.js';
import { median } from './statistics.js';
import type { StoreQuestion, StoreReport } from './store-process.js';
import { measureVisible } from './visible.js';

/** The measurements that can be asked for, in the order in which they run. */
export const IDS = [
  'statute',
  'P0',
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P7',
  'P8',
  'P9',
  'members',
  'bundle',
  'documents',
] as const;
export type Id = (typeof IDS)[number];
/** Those under whose load memory is watched. */
export const UNDER_LOAD: readonly Id[] = ['P1', 'P2', 'P3'];

/** What the log of looks may add to a read. */
const LOOK_MILLISECONDS = { p50: 1, p99: 5 };
/** What evidence may cost: the share of an append that its leaf hash is, and how long it is behind an import. */
const LEAF_PERCENT_MAX = 10;
const EVIDENCE_SECONDS_MAX = 10;
const MEMORY_MEGABYTES_MAX = 350;
/** An association of a million people has its directory in within some minutes. */
const MEMBERS_PER_SECOND = 5_000;
/** Of a log of ten million leaves: out of memory, and out of the database. */
const PROOFS_PER_SECOND = { hot: 100_000, cold: 3_000 };
/** A million lines in a minute and a half; and what a laptop verifies of them. */
const BUNDLED_PER_SECOND = 1_000_000 / 90;
const VERIFIED_PER_SECOND = 40_000;
/** What an association sends in a week after a notice to all its members: tens of thousands. */
const DOCUMENTS_PER_SECOND = 40;
const DOCUMENTS_MEGABYTES_MAX = 500;
/** The events of a rebuild are about so many members. */
const REBUILD_MEMBERS = 100;
/** What counts as flat: the last third's median at most so much above the middle third's. */
const MEMORY_GROWTH_MAX = 0.1;

export interface Surroundings {
  readonly ground: Ground;
  readonly sizes: Sizes;
  readonly profile: ProfileDirectory;
  /** One running product for all measurements that post to it. */
  stage(): Promise<Stage>;
  /** Memory of the service under each load that ran. */
  readonly memory: Map<Id, MemoryFigures>;
}

export const MEASUREMENTS: Readonly<Record<Id, (at: Surroundings) => Promise<Figure[]>>> = {
  statute: async ({ sizes }) => measureDecisions(sizes.decisions),
  P0: storeAlone,
  P1: (at) => watched('P1', at, posts),
  P2: (at) => watched('P2', at, imports),
  P3: (at) => watched('P3', at, largeTransfer),
  P4: rebuild,
  P5: visible,
  P7: proofs,
  P8: memory,
  P9: looks,
  members,
  bundle,
  documents,
};

async function storeAlone({ ground, sizes, profile }: Surroundings): Promise<Figure[]> {
  const databaseUrl = await ground.database();
  await migrateDatabase(databaseUrl);
  const report = await ask<StoreQuestion, StoreReport>('store-process.js', { databaseUrl, ...sizes.store }, profile);
  const batches = { unit: 'events/s', baseline: report.batchesBaseline, goal: { atLeast: 50_000 } };
  return [
    { id: 'P0', value: report.singles, unit: 'events/s', baseline: report.singlesBaseline, goal: { atLeast: 15_000 } },
    { id: 'P0.p99', value: report.singlesP99Milliseconds, unit: 'ms', goal: { atMost: 25 } },
    { id: 'P0.batches', value: report.batches, ...batches },
    { id: 'P0.gathered', value: report.gathered, ...batches },
    // Of the quickest way to append, where the hash weighs most.
    { id: 'P9.leaf', value: (100 * report.batches) / report.leafHashes, unit: '%', goal: { atMost: LEAF_PERCENT_MAX } },
  ];
}

async function posts({ sizes }: Surroundings, stage: Stage): Promise<Figure[]> {
  const { perSecond, baselinePerSecond, p99Milliseconds } = await measurePosts(stage, sizes.posts);
  return [
    { id: 'P1', value: perSecond, unit: 'posts/s', baseline: baselinePerSecond, goal: { ofBaseline: 0.5 } },
    { id: 'P1.p99', value: p99Milliseconds, unit: 'ms', goal: { atMost: 50 } },
  ];
}

async function imports({ sizes, ground }: Surroundings, stage: Stage): Promise<Figure[]> {
  const { linesPerSecond, baselinePerSecond, provedSeconds } = await measureImport(
    stage,
    ground.directory,
    sizes.imports,
  );
  return [
    { id: 'P2', value: linesPerSecond, unit: 'lines/s', baseline: baselinePerSecond, goal: { ofBaseline: 0.3 } },
    { id: 'P9.evidence', value: provedSeconds, unit: 's', goal: { atMost: EVIDENCE_SECONDS_MAX } },
  ];
}

async function largeTransfer({ sizes, ground }: Surroundings, stage: Stage): Promise<Figure[]> {
  const report = await measureLargeTransfer(stage, ground.directory, sizes.largeTransfer);
  const { linesPerSecond, baselinePerSecond, visibleSeconds } = report;
  return [
    { id: 'P3', value: linesPerSecond, unit: 'lines/s', baseline: baselinePerSecond, goal: { atLeast: 15_000 } },
    { id: 'P3.visible', value: visibleSeconds, unit: 's', goal: { atMost: 5 } },
  ];
}

async function rebuild({ ground, sizes, profile }: Surroundings): Promise<Figure[]> {
  // A stage of its own: no service may project while the rebuild is measured.
  const { databaseUrl, keyDirectory, association, members, ...stage } = await startStage(ground, REBUILD_MEMBERS, null);
  try {
    await sendLoad(stage.load(1, 1));
  } finally {
    await stage.close();
  }
  const subjects = Array.from({ length: sizes.rebuild.events }, (_, index) => members[index % members.length]!);
  const streamOf = () => `transfer-${randomUUID()}`;
  await loadEvents(databaseUrl, { association, type: 'TransferRecorded', subjects, streamOf });
  const question = { databaseUrl, keyDirectory, rounds: sizes.rebuild.rounds };
  const report = await ask<RebuildQuestion, RebuildReport>('rebuild-process.js', question, profile);
  const perSecond = (seconds: readonly number[]) => report.events / median(seconds);
  const simplest = Math.max(...Object.values(report.alone).map(perSecond));
  return [
    { id: 'P4', value: perSecond(report.all), unit: 'events/s', goal: { atLeast: 20_000 } },
    { id: 'P4.simplest', value: simplest, unit: 'events/s', goal: { atLeast: 60_000 } },
  ];
}

async function visible({ sizes, ...at }: Surroundings): Promise<Figure[]> {
  const stage = await at.stage();
  await untilProjected(stage);
  const value = await measureVisible(stage, sizes.visible);
  return [{ id: 'P5', value, unit: 'ms', goal: { atMost: 250 } }];
}

async function looks({ sizes, profile, ...at }: Surroundings): Promise<Figure[]> {
  const { p50, p99, bareP50, bareP99, commitP50 } = await measureLooks(await at.stage(), sizes.looks, profile);
  return [
    { id: 'P9.p50', value: p50, unit: 'ms', baseline: bareP50, goal: { overBaseline: LOOK_MILLISECONDS.p50 } },
    { id: 'P9.p99', value: p99, unit: 'ms', baseline: bareP99, goal: { overBaseline: LOOK_MILLISECONDS.p99 } },
    // Where this does not hold no look can: its commit would have to be over before it began.
    { id: 'P9.commit', value: commitP50, unit: 'ms', goal: { atMost: LOOK_MILLISECONDS.p50 } },
  ];
}

/** A stage of its own, beside which nothing is done. */
async function proofs({ ground, sizes, profile }: Surroundings): Promise<Figure[]> {
  const stage = await startStage(ground, 0, profile);
  try {
    const { hot, cold, overHttp, p99, verified, grown } = await measureProofs(stage, sizes.proofs, profile);
    return [
      { id: 'P7.hot', value: hot, unit: 'proofs/s', goal: { atLeast: PROOFS_PER_SECOND.hot } },
      { id: 'P7.cold', value: cold, unit: 'proofs/s', goal: { atLeast: PROOFS_PER_SECOND.cold } },
      // No more may arrive than can be carried, or the next figure is the length of a queue.
      { id: 'P7.http', value: overHttp, unit: 'proofs/s', goal: { atLeast: sizes.proofs.perSecond } },
      { id: 'P7.p99', value: p99, unit: 'ms', goal: { atMost: 20 } },
      { id: 'P7.verify', value: verified, unit: 'leaves/s', goal: { atLeast: 200_000 } },
      // The tree must not be what projections wait for.
      { id: 'P7.grow', value: grown, unit: 'leaves/s', goal: { atLeast: 20_000 } },
    ];
  } finally {
    await stage.close();
  }
}

/** A stage of its own: so many members would be in the way of the others. */
async function members({ ground, sizes, profile }: Surroundings): Promise<Figure[]> {
  const stage = await startStage(ground, 0, profile);
  try {
    const value = await measureMembers(stage, ground.directory, sizes.directory);
    return [{ id: 'members', value, unit: 'members/s', goal: { atLeast: MEMBERS_PER_SECOND } }];
  } finally {
    await stage.close();
  }
}

/** A stage of its own, whose log has nothing but what the bundle is to hold. */
async function bundle({ ground, sizes, profile }: Surroundings): Promise<Figure[]> {
  process.env['KIROKU_BUNDLE_DIRECTORY'] = join(ground.directory, 'bundles');
  const stage = await startStage(ground, sizes.bundle.members, profile);
  try {
    const { lines } = sizes.bundle;
    const { seconds, maxMegabytes, verifySeconds } = await measureBundle(stage, ground.directory, sizes.bundle);
    return [
      { id: 'bundle', value: lines / seconds, unit: 'lines/s', goal: { atLeast: BUNDLED_PER_SECOND } },
      { id: 'bundle.memory', value: maxMegabytes, unit: 'MB', goal: { atMost: MEMORY_MEGABYTES_MAX } },
      { id: 'bundle.verify', value: lines / verifySeconds, unit: 'lines/s', goal: { atLeast: VERIFIED_PER_SECOND } },
    ];
  } finally {
    await stage.close();
  }
}

async function documents({ sizes, profile }: Surroundings): Promise<Figure[]> {
  const { drawn, plainPages, maxMegabytes } = await measureDocuments(sizes.documents, profile);
  const goal = { atLeast: DOCUMENTS_PER_SECOND };
  return [
    { id: 'documents', value: drawn, unit: 'documents/s', baseline: plainPages, goal },
    { id: 'documents.memory', value: maxMegabytes, unit: 'MB', goal: { atMost: DOCUMENTS_MEGABYTES_MAX } },
  ];
}

async function memory({ memory: seen }: Surroundings): Promise<Figure[]> {
  const missing = UNDER_LOAD.filter((id) => !seen.has(id));
  if (missing.length > 0)
    throw new Error(`memory is judged under ${UNDER_LOAD.join(', ')}; ${missing.join(', ')} did not run.`);
  const figures = [...seen.values()];
  const growths = figures.map(({ growth }) => growth).filter((growth) => growth !== null);
  if (growths.length === 0) throw new Error('no load took long enough to tell whether memory grows.');
  return [
    {
      id: 'P8',
      value: Math.max(...figures.map((one) => one.maxMegabytes)),
      unit: 'MB',
      goal: { atMost: MEMORY_MEGABYTES_MAX },
    },
    { id: 'P8.growth', value: Math.max(...growths) * 100, unit: '%', goal: { atMost: MEMORY_GROWTH_MAX * 100 } },
  ];
}

async function watched(
  id: Id,
  at: Surroundings,
  work: (at: Surroundings, stage: Stage) => Promise<Figure[]>,
): Promise<Figure[]> {
  const stage = await at.stage();
  const stopWatching = watchMemory(stage.service.pid);
  try {
    const figures = await work(at, stage);
    at.memory.set(id, stopWatching());
    return figures;
  } finally {
    stopWatching();
  }
}
