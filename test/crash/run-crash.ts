import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createPool } from '#platform';
import { FAULT_KINDS, type Acknowledged, type Fault, type FaultKind } from './acknowledged.js';
import { checkLogs, checkViews } from './check-database.js';
import { checkRebuild } from './check-rebuild.js';
import { crashPlan, VICTIMS, type Round, type Victim } from './crash-plan.js';
import { ASSOCIATIONS, CrashStage } from './crash-stage.js';
import { runOutage, type Outage } from './run-outage.js';
import { Writer, type WriterPlace } from './writer.js';

export interface CrashOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly writers?: number;
  /** Seconds without a database after the rounds; none by default. */
  readonly outageSeconds?: number;
  /** What is to happen after the rounds instead, under the same load. */
  readonly outage?: (stage: CrashStage, place: WriterPlace, crew: readonly Writer[]) => Promise<Outage>;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Looks at the database at rest, once everything was compared. */
  readonly inspect?: (pool: Pool, acknowledged: readonly Acknowledged[]) => Promise<void>;
}

export type CrashResult = {
  readonly seed: number;
  readonly rounds: number;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly acknowledged: number;
  readonly retried: number;
  readonly repeated: number;
  readonly seconds: number;
  readonly outage: Omit<Outage, 'faults'> | null;
  readonly faults: readonly Fault[];
} & Readonly<Record<FaultKind, number>>;

const WRITERS = 8;
/** What must have been acknowledged after a start before the next kill: a round without load kills nothing. */
const ACKNOWLEDGED_BETWEEN = 10;
const PROGRESS_MILLISECONDS_MAX = 180_000;
const VIEW_MILLISECONDS_MAX = 600_000;

/** Kills under load, round after round, and compares in the end what is there with what was acknowledged. */
export async function runCrash(options: CrashOptions): Promise<CrashResult> {
  const { rounds, seed, writers = WRITERS, say = () => {}, signal, inspect, outageSeconds = 0 } = options;
  const happening = options.outage ?? (outageSeconds > 0 ? databaseOutage(outageSeconds, say) : null);
  const startedAt = performance.now();
  const stage = await CrashStage.start();
  try {
    const places = await stage.places();
    const crew = Array.from(
      { length: writers },
      (_, index) => new Writer(places[index % places.length]!, `writer-${index}`, seed * 1_000 + index),
    );
    const plan = crashPlan(seed, rounds);
    let outage: Outage | null = null;
    const done = await underLoad(crew, async (count) => {
      const killed = await killByPlan(stage, plan, count, say, signal);
      if (happening && !signal?.aborted) {
        await progress(() => count() >= ACKNOWLEDGED_BETWEEN, 'the start');
        outage = await happening(stage, places[0]!, crew);
        const before = count();
        await progress(() => count() >= before + ACKNOWLEDGED_BETWEEN, 'the outage');
      }
      return killed;
    });
    const { faults: outageFaults, ...told } = (outage as Outage | null) ?? { faults: [] };
    const acknowledged = crew.flatMap((writer) => writer.acknowledged);
    const writerFaults = crew.flatMap((writer) => writer.faults);
    const faults = [...writerFaults, ...outageFaults, ...(await check(stage, acknowledged, say, inspect))];
    return {
      seed,
      rounds: done,
      kills: countKills(plan.slice(0, done)),
      acknowledged: acknowledged.length,
      retried: sum(crew.map(({ retried }) => retried)),
      repeated: sum(crew.map(({ repeated }) => repeated)),
      seconds: Math.round((performance.now() - startedAt) / 1_000),
      outage: outage === null ? null : (told as Omit<Outage, 'faults'>),
      ...countFaults(faults),
      faults,
    };
  } finally {
    await stage.close();
  }
}

function databaseOutage(seconds: number, say: (line: string) => void): NonNullable<CrashOptions['outage']> {
  return (stage, place) => {
    say(`the database is gone for ${seconds} s`);
    return runOutage(stage, place, seconds);
  };
}

/** Has the crew post while something happens, and each writer end with what it was told. */
async function underLoad<Result>(
  crew: readonly Writer[],
  happen: (count: () => number) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  const working = Promise.all(crew.map((writer) => writer.run(ending.signal)));
  try {
    return await happen(() => sum(crew.map(({ acknowledged }) => acknowledged.length)));
  } finally {
    ending.abort();
    await working;
  }
}

/** Rounds that were run; fewer than planned where the run was broken off. */
async function killByPlan(
  stage: CrashStage,
  plan: readonly Round[],
  count: () => number,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<number> {
  for (const [index, { victim, killAfter, deadFor }] of plan.entries()) {
    if (signal?.aborted) return index;
    const before = count();
    await sleep(killAfter);
    await kill(stage, victim);
    await sleep(deadFor);
    await restart(stage, victim);
    await progress(() => count() >= before + ACKNOWLEDGED_BETWEEN, `round ${index + 1}, ${victim}`);
    say(`round ${index + 1} of ${plan.length}: ${victim} killed; ${count()} acknowledged`);
  }
  return plan.length;
}

function kill(stage: CrashStage, victim: Victim): Promise<unknown> {
  return victim === 'postgres' ? stage.database.kill() : stage.service(victim).kill();
}

function restart(stage: CrashStage, victim: Victim): Promise<void> {
  return victim === 'postgres' ? stage.database.start() : stage.service(victim).start();
}

async function progress(isThere: () => boolean, where: string): Promise<void> {
  const deadline = performance.now() + PROGRESS_MILLISECONDS_MAX;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(`Nothing was acknowledged any more after ${where}.`);
    await sleep(20);
  }
}

async function check(
  stage: CrashStage,
  acknowledged: readonly Acknowledged[],
  say: (line: string) => void,
  inspect: CrashOptions['inspect'],
): Promise<Fault[]> {
  const viewFaults = (await Promise.all(ASSOCIATIONS.map((one) => waitForViews(stage, one, acknowledged)))).flat();
  await stage.stopServices();
  const pool = createPool(stage.database.url);
  try {
    say('reading the logs');
    const logFaults = await checkLogs(pool, acknowledged);
    say('reading the views');
    viewFaults.push(...(await checkViews(pool, acknowledged)));
    await inspect?.(pool, acknowledged);
    say('making the views anew');
    return [...logFaults, ...viewFaults, ...(await checkRebuild(stage.database.url, stage.keyDirectory))];
  } finally {
    await pool.end();
  }
}

const LISTS = ['/v1/provision-records', '/v1/findings'] as const;

/** Waits, as a reader does, until every list holds the last acknowledged position; then reads one member's whole list. */
async function waitForViews(stage: CrashStage, association: string, all: readonly Acknowledged[]): Promise<Fault[]> {
  const own = all.filter((ack) => ack.association === association);
  const last = own
    .map(({ position }) => position)
    .sort()
    .at(-1);
  const [member] = own.find(({ kind }) => kind === 'version')?.members ?? [];
  if (last === undefined || member === undefined) return [];
  const who = { role: 'officer', association } as const;
  for (const list of [...LISTS, `/v1/members/${member}/transfers`]) {
    const deadline = performance.now() + VIEW_MILLISECONDS_MAX;
    const query = `${list}?limit=1&atLeast=${last}`;
    for (;;) {
      const { status, text } = await stage
        .ask('disclosure', query, who)
        .then((answer) => (answer.status === 404 ? stage.ask('ledger', query, who) : answer));
      const isExamined = !text.includes('"examining"') || text.includes('"examining":0');
      if (status === 200 && isExamined) break;
      if (performance.now() > deadline) {
        return [{ kind: 'view', what: `${association}: ${list} did not come up to ${last}: ${status} ${text}` }];
      }
      await sleep(200);
    }
  }
  return checkMemberList(stage, association, member, own);
}

/** The list that a member sees, over HTTP: each line once, and all of them. */
async function checkMemberList(
  stage: CrashStage,
  association: string,
  member: string,
  own: readonly Acknowledged[],
): Promise<Fault[]> {
  const expected = new Set(
    own.filter(({ kind, members }) => kind === 'version' && members.includes(member)).map(({ id }) => id),
  );
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/v1/members/${member}/transfers?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { text } = await stage.ask('disclosure', path, { role: 'officer', association });
    const page = JSON.parse(text) as { transfers: readonly { transfer: string }[]; next: string | null };
    seen.push(...page.transfers.map(({ transfer }) => transfer));
    cursor = page.next;
  }
  const isOnce = new Set(seen).size === seen.length;
  const isAll = seen.length === expected.size && seen.every((id) => expected.has(id));
  if (isOnce && isAll) return [];
  return [{ kind: 'view', what: `${association}: a member's list has ${seen.length} lines, not ${expected.size}` }];
}

function countKills(rounds: readonly Round[]): Record<Victim, number> {
  const count = (victim: Victim) => rounds.filter((round) => round.victim === victim).length;
  return Object.fromEntries(VICTIMS.map((victim) => [victim, count(victim)])) as Record<Victim, number>;
}

export function countFaults(faults: readonly Fault[]): Record<FaultKind, number> {
  const count = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length;
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, count(kind)])) as Record<FaultKind, number>;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
