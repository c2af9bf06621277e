import { parseArgs } from 'node:util';
import { IDS, UNDER_LOAD, type Id } from './measurements.js';

export interface Options {
  readonly ids: readonly Id[];
  readonly quick: boolean;
  readonly page: boolean;
  readonly json: string | null;
  /** File for the functions that take the time. */
  readonly profile: string | null;
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `npm run bench -- [${IDS.join(' ')}] [--json <file>] [--page] [--quick] [--profile <file>]`;

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const unknown = positionals.filter((id) => !(IDS as readonly string[]).includes(id));
  if (unknown.length > 0) throw new UsageError(`There is no ${unknown.join(', ')}.`);
  const asked = new Set(positionals.length > 0 ? (positionals as Id[]) : IDS);
  if (values.profile !== undefined && (asked.size !== 1 || ['P8', 'statute'].some((id) => asked.has(id as Id))))
    throw new UsageError('--profile goes with one measurement, but with neither P8 nor statute.');
  if (values.page && (values.quick || values.profile !== undefined))
    throw new UsageError('--page is for figures at full size and without a profile.');
  // Memory is judged under these loads, so they have to run.
  if (asked.has('P8')) for (const id of UNDER_LOAD) asked.add(id);
  const { quick = false, page = false, json = null, profile = null } = values;
  return { ids: IDS.filter((id) => asked.has(id)), quick, page, json, profile };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        page: { type: 'boolean' },
        quick: { type: 'boolean' },
        profile: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
