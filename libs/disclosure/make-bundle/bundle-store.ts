import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { BundleRow } from './bundle-row.js';
import { BUNDLE_SETTINGS, type BundleSettings } from './bundle-settings.js';

type BundleName = Pick<BundleRow, 'association' | 'bundle_id'>;

/** What a process left behind that did not end by itself is deleted after a day. */
const LEFT_BEHIND_MILLISECONDS = 86_400_000;
const PART = '.part';

/** Where the files of bundles lie: for the service's own user alone, under the association and their ids. */
@Injectable()
export class BundleStore {
  constructor(@Inject(BUNDLE_SETTINGS) private readonly settings: BundleSettings) {}

  /** Where to make a file: what lies there from a try before is written over. */
  async partOf(name: BundleName & Pick<BundleRow, 'epoch'>): Promise<string> {
    const path = `${this.#pathOf(name)}.${name.epoch}${PART}`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Somebody else may have made it before, in a place where everybody may.
    const { uid } = await stat(this.settings.directory);
    if (uid !== (process.getuid?.() ?? uid)) throw new Error('The directory of bundles is somebody else’s.');
    return path;
  }

  /** The part is whole: it becomes the file, durably. */
  async keep(name: BundleName, part: string): Promise<void> {
    await synced(part);
    await rename(part, this.#pathOf(name));
    await synced(dirname(part));
  }

  /** The file to read; null where this service has none. */
  async read(name: BundleName): Promise<FileHandle | null> {
    return open(this.#pathOf(name), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  async delete(name: BundleName): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  async deletePart(part: string): Promise<void> {
    await rm(part, { force: true });
  }

  /** Deletes parts of tries that nobody ended. */
  async sweep(now: number): Promise<void> {
    const names = await readdir(this.settings.directory, { recursive: true }).catch(() => []);
    for (const name of names.filter((one) => one.endsWith(PART))) {
      const path = join(this.settings.directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > LEFT_BEHIND_MILLISECONDS) await rm(path, { force: true });
    }
  }

  #pathOf({ association, bundle_id: id }: BundleName): string {
    return join(this.settings.directory, association, `${id}.zip`);
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
