import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CommandError } from './exit-codes.js';

/** JSON of a file, or of standard input where the file is `-`. */
export async function readJson(file: string): Promise<unknown> {
  const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(unreadable(file));
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    throw new CommandError(
      `${file === '-' ? 'Standard input' : file} is not JSON: ${(error as Error).message.replace(/"[^"]*"/g, '…')}`,
    );
  }
}

function unreadable(file: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw new CommandError(`${file} cannot be read (${error.code}).`);
  };
}
