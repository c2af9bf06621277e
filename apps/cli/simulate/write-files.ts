import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../exit-codes.js';
import { importMark, importRows, operationRow } from './rows.js';
import type { Step } from './steps.js';
import { TextOutput } from './text-output.js';

export const OPERATIONS_FILE = 'operations.ndjson';

/**
 * One import file for each association, and the script of everything else. The script is in the order in which it can
 * be done: what a transfer needs stands before the row that names its file, what amends it after.
 */
export async function writeFiles(steps: Iterable<Step>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(unwritable(folder));
  const operations = fileIn(folder, OPERATIONS_FILE);
  let association: string | null = null;
  let rows: TextOutput | null = null;
  for (const step of steps) {
    if (step.kind === 'operation') {
      await operations.line(operationRow(step));
      continue;
    }
    if (association !== step.association || !rows) {
      await rows?.end();
      association = step.association;
      const file = `${association}.ndjson`;
      await operations.line(importMark(association, file));
      rows = fileIn(folder, file);
    }
    for (const row of importRows(step, false)) {
      const wait = rows.line(row);
      if (wait) await wait;
    }
  }
  await rows?.end();
  await operations.end();
}

function fileIn(folder: string, name: string): TextOutput {
  return new TextOutput(createWriteStream(join(folder, name)));
}

function unwritable(folder: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new CommandError(`${folder} cannot be written (${error.code}).`);
  };
}
