import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHUNK = Buffer.alloc(64 * 1024);

/** A file system of a few megabytes, in memory, that can be filled up without harm to anything else. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Null where this machine does not let us mount one. */
  static mount(megabytes: number): SmallDisk | null {
    const path = mkdtempSync(join(tmpdir(), 'kiroku-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', path], { stdio: 'ignore' });
      return new SmallDisk(path);
    } catch {
      rmSync(path, { recursive: true, force: true });
      return null;
    }
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Takes what is free, save so many bytes. */
  fill(leaveBytes: number): void {
    const file = openSync(join(this.path, 'ballast'), 'a');
    try {
      while (this.freeBytes > leaveBytes)
        writeSync(file, CHUNK, 0, Math.min(CHUNK.length, this.freeBytes - leaveBytes));
    } catch (error) {
      // Somebody else took the rest.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  /** Gives back what was taken. */
  free(): void {
    rmSync(join(this.path, 'ballast'), { force: true });
  }

  unmount(): void {
    execFileSync('umount', [this.path], { stdio: 'ignore' });
    rmSync(this.path, { recursive: true, force: true });
  }
}
