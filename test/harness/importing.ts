import { setTimeout } from 'node:timers/promises';
import type { Injected, KirokuInProcess } from './kiroku-in-process.js';

export interface Import {
  readonly id: string;
  readonly status: string;
  readonly bytes: number;
  readonly bytesRead: number;
  readonly digest: string;
  readonly read: number;
  readonly recorded: number;
  readonly rejected: number;
  readonly links: { readonly self: string; readonly outcomes: string; readonly rejected: string };
}

export interface Outcome {
  readonly line: number;
  readonly status: string;
  readonly transfer: string | null;
  readonly position: string | null;
  readonly code: string | null;
  readonly pointer: string | null;
  readonly detail: string | null;
}

const ENDS = ['done', 'failed', 'cancelled'];
const END_MILLISECONDS_MAX = 90_000;

/** A file of NDJSON out of its lines; a text stands as it is. */
export function fileOf(lines: readonly (object | string)[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

/** Sends a file and waits until its job has ended. */
export async function importFile(
  kiroku: KirokuInProcess,
  token: string,
  file: string | Buffer,
  headers: Record<string, string> = {},
  path = '/v1/transfers/imports',
): Promise<{ accepted: Injected<Import>; job: Import }> {
  const accepted = await kiroku.upload<Import>(path, token, file, headers);
  if (accepted.status >= 300) throw new Error(`The file was refused: ${JSON.stringify(accepted.body)}`);
  const deadline = Date.now() + END_MILLISECONDS_MAX;
  for (;;) {
    const { body } = await kiroku.get<Import>(accepted.body.links.self, token);
    if (ENDS.includes(body.status)) return { accepted, job: body };
    if (Date.now() > deadline) throw new Error(`The import stands still: ${JSON.stringify(body)}`);
    await setTimeout(50);
  }
}

/** What became of each line, out of the file of outcomes. */
export async function outcomesOf(kiroku: KirokuInProcess, token: string, job: Import): Promise<Outcome[]> {
  const { body } = await kiroku.get<string>(job.links.outcomes, token);
  return linesOf<Outcome>(body);
}

export function linesOf<Line>(ndjson: string): Line[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
