import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Outcome } from './run.js';
import { table } from './table.js';

const BYTES_PER_GIGABYTE = 1e9;

/** Where and when it was measured. Load is what waits for a core, over the last minute. */
export interface Machine {
  readonly cores: string;
  readonly memory: string;
  readonly system: string;
  readonly postgres: string;
  readonly loadBefore: string;
}

export function describeMachine(postgres: string): Machine {
  return {
    cores: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / BYTES_PER_GIGABYTE)} GB`,
    system: `Linux ${release()}, Node ${process.version}`,
    postgres,
    loadBefore: loadavg()[0]!.toFixed(1),
  };
}

/** The page of results in the repository. */
export function page({ results, notRun }: Outcome, machine: Machine, at: Date): string {
  return `${[
    '# Results of the bench',
    '',
    '<!-- Written by `npm run bench -- --page`; a change made here is lost. -->',
    '',
    `Measured on ${at.toISOString().slice(0, 10)} on ${machine.cores}, ${machine.memory}, ${machine.system}, PostgreSQL ${machine.postgres} with fsync on.`,
    `The load of the machine was ${machine.loadBefore} before the run; what else runs takes from every figure.`,
    '',
    'Values are medians over rounds in turns with their baselines. The goal is in the unit of the value; where it is',
    'relative it is the share of the baseline of this very run. What each line measures is in `README.md` beside this page.',
    '',
    ...table(results, ['| ', ' | ', ' |']),
    ...notRun.flatMap(({ id, reason }) => ['', `${id} was not run: ${firstLine(reason)}`]),
  ].join('\n')}\n`;
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}
