import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

process.exitCode = await main();

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
  const ground = await prepareGround(process.env['DATABASE_URL']);
  try {
    return await benchOn(ground, options);
  } finally {
    await ground.close();
  }
}

async function benchOn(ground: Ground, { ids, quick, json, page: writesPage, profile }: Options): Promise<number> {
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
  const outcome = await runAll(measurements, say);
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
