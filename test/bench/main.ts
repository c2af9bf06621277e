import { mkdir, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { endProcesses } from './processes.js';
import { prepareGround, serverVersion, type Ground } from './ground.js';
import { MEASUREMENTS, type Id, type Surroundings } from './measurements.js';
import type { MemoryFigures } from './memory.js';
import { readOptions, USAGE, UsageError, type Options } from './options.js';
import { describeMachine, page } from './page.js';
import { describeProfiles } from './profile/summarise-profile.js';
import { EXIT, exitCodeOf, runAll } from './run.js';
import { FULL, QUICK } from './sizes.js';
import { startStage, type Stage } from './stage.js';
import { table } from './table.js';

const PAGE = join('test', 'bench', 'RESULTS.md');
const PROFILED_FUNCTIONS = 25;

const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

// By force: what a broken-off run still waits for must not keep the process alive.
process.exit(await main());

async function main(): Promise<number> {
  try {
    return await bench(readOptions(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}\n${USAGE}`);
    return EXIT.usage;
  }
}

async function bench(options: Options): Promise<number> {
  const stop = new AbortController();
  const ground = await prepareGround(process.env['DATABASE_URL']);
  try {
    return await Promise.race([benchOn(ground, options, stop.signal), brokenOff(stop)]);
  } finally {
    await endProcesses();
    await ground.close();
  }
}

/** The exit code of a run that a signal ends; the database and the services are cleared away even so. */
function brokenOff(stop: AbortController): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stop.abort();
        say(`broken off by ${signal}; nothing is written.`);
        resolve(128 + constants.signals[signal]);
      });
    }
  });
}

async function benchOn(
  ground: Ground,
  { ids, quick, json, page: writesPage, profile }: Options,
  stop: AbortSignal,
): Promise<number> {
  const machine = describeMachine(await serverVersion(ground.server));
  say(`load of the machine before the run: ${machine.loadBefore}`);
  const profiles = profile === null ? null : join(ground.directory, 'profiles');
  if (profiles) await mkdir(profiles);
  let stage: Promise<Stage> | null = null;
  const sizes = quick ? QUICK : FULL;
  const surroundings: Surroundings = {
    ground,
    sizes,
    profile: profiles,
    stage: () => (stage ??= startStage(ground, sizes.members, profiles)),
    memory: new Map<Id, MemoryFigures>(),
  };
  const measurements = ids.map((id) => ({ id, measure: () => MEASUREMENTS[id](surroundings) }));
  const outcome = await runAll(measurements, say, stop);
  if (stop.aborted) return EXIT.someNotRun;
  // A stage that could not be started was told of by the measurement that asked for it.
  await (stage as Promise<Stage> | null)?.then((started) => started.close()).catch(() => {});
  process.stdout.write(`${table(outcome.results, ['', '  ', '']).join('\n')}\n`);
  for (const { id, reason } of outcome.notRun) process.stdout.write(`${id} was not run: ${reason}\n`);
  if (quick) say('quick: these figures show that the bench works, and nothing of the goals.');
  if (json !== null) await writeFile(json, `${JSON.stringify(outcome.results, null, 2)}\n`);
  if (writesPage) await writeFile(PAGE, page(outcome, machine, new Date()));
  if (profiles) await writeFile(profile!, await describeProfiles(profiles, PROFILED_FUNCTIONS));
  return exitCodeOf(outcome);
}
