import { fork, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { LoadPlan, LoadReport } from './load/run-load.js';

/** Where a process of the run writes its CPU profile; null where none is taken. */
export type ProfileDirectory = string | null;

export interface Running {
  readonly pid: number;
  /** Where it answers. */
  readonly url: string;
  /** Ends it as a person does, so that it closes what it holds and writes its profile. */
  stop(): Promise<void>;
}

/** Processes that were started and have not ended. */
const alive = new Set<ChildProcess>();

/** Ends whatever still runs, for a run that was broken off; what it wrote is thrown away anyhow. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...alive].map((child) => {
      const exited = exitOf(child);
      child.kill('SIGKILL');
      return exited;
    }),
  );
}

const here = import.meta.dirname;
/** The folder of compiled programs. */
const dist = join(here, '..', '..');

/** `kiroku serve` as it is shipped, without the wrapper, which gives it the flags of Node that this process was given. */
export function startService(env: Record<string, string>, profile: ProfileDirectory): Promise<Running> {
  return startListening([join(dist, 'apps', 'cli', 'main.js'), 'serve'], env, profile);
}

/** The same routes with the same guard and validation, and nothing behind them. */
export function startNoStore(env: Record<string, string>): Promise<Running> {
  return startListening([join(here, 'no-store.js')], env, null);
}

/** The ledger's service, whose reads are logged or, with `BENCH_LOOKS=off`, are not. */
export function startReading(env: Record<string, string>, profile: ProfileDirectory): Promise<Running> {
  return startListening([join(here, 'read-service.js')], env, profile);
}

async function startListening(
  args: readonly string[],
  env: Record<string, string>,
  profile: ProfileDirectory,
): Promise<Running> {
  const child = spawn(process.execPath, [...process.execArgv, ...profileFlags(profile), ...args], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  track(child);
  let output = '';
  const exited = exitOf(child);
  const url = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /answers at (http:\S+)/.exec(output);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void exited.then((code) => reject(new Error(`A service ended with ${code} before it answered:\n${output}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { pid: child.pid!, url, stop };
}

/** Sends posts from a process of their own. */
export function sendLoad(plan: LoadPlan): Promise<LoadReport> {
  return ask<LoadPlan, LoadReport>('load/load-process.js', plan, null);
}

/** Runs a program of this folder that answers one message with `{ report }` or `{ error }`. */
export async function ask<Question, Report>(
  program: string,
  question: Question,
  profile: ProfileDirectory,
): Promise<Report> {
  const child = fork(join(here, program), { execArgv: [...process.execArgv, ...profileFlags(profile)] });
  track(child);
  let answer: { report?: Report; error?: string } = { error: `${program} ended without a word.` };
  child.once('message', (message) => (answer = message as typeof answer));
  child.send(question as object);
  await exitOf(child);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.report!;
}

function profileFlags(profile: ProfileDirectory): string[] {
  return profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
}

function track(child: ChildProcess): void {
  alive.add(child);
  child.once('exit', () => alive.delete(child));
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}
