import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoteError, parseCheckpointText, parseNote } from '#proof';
import type { KeptCheckpoints } from './kept-checkpoints.port.js';

const ENDING = '.checkpoint';

/** A file for each log in one directory, written whole beside the one before and put in its place. */
export class FileKeptCheckpoints implements KeptCheckpoints {
  constructor(private readonly directory: string) {}

  async last(association: string): Promise<string | null> {
    try {
      return await readFile(this.#path(association), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async keep(association: string, note: string): Promise<void> {
    await this.#write(association, note, async () => sizeIn(await this.last(association)) <= sizeIn(note));
  }

  // A keeper that was slow must not take back what the one after it kept: it is asked as late as can be.
  async #write(association: string, note: string, isWanted: () => Promise<boolean>): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const path = this.#path(association);
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(draft, note, { mode: 0o600, flush: true });
    if (!(await isWanted())) return rm(draft);
    await rename(draft, path);
    const directory = await open(this.directory);
    await directory.sync().finally(() => directory.close());
  }

  /** Writes the note that is kept beside those that were lost, with what is said of it; where. */
  async layAside(association: string, said: object): Promise<string> {
    const lost = join(this.directory, 'lost');
    await mkdir(lost, { recursive: true, mode: 0o700 });
    const at = new Date().toISOString();
    const path = join(lost, `${association}-${at.replaceAll(':', '')}.json`);
    const text = JSON.stringify({ at, note: await this.last(association), ...said }, null, 2);
    await writeFile(path, `${text}\n`, { mode: 0o600, flush: true });
    return path;
  }

  /** Puts another note in the place of the one that is kept, or none. */
  async replace(association: string, note: string | null): Promise<void> {
    if (note !== null) await this.#write(association, note, async () => true);
    else await rm(this.#path(association), { force: true });
  }

  async associations(): Promise<string[]> {
    const names = await readdir(this.directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .sort();
  }

  #path(association: string): string {
    if (!/^[a-z0-9-]{1,64}$/.test(association))
      throw new Error('An association id is 1 to 64 of a-z, 0-9 and the hyphen.');
    return join(this.directory, `${association}${ENDING}`);
  }
}

/** What cannot be read is in nobody's way: whoever publishes reads it first, and stops there. */
function sizeIn(note: string | null): number {
  try {
    return note === null ? 0 : parseCheckpointText(parseNote(note).text).size;
  } catch (error) {
    if (error instanceof NoteError) return 0;
    throw error;
  }
}

/** Where no directory is named: a restore of older data cannot be told from what it was before. */
export class KeptNowhere implements KeptCheckpoints {
  last(): Promise<null> {
    return Promise.resolve(null);
  }

  keep(): Promise<void> {
    return Promise.resolve();
  }

  associations(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
