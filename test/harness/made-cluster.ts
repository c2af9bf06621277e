import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../libs/platform/embedded-database/index.js';

/**
 * A data directory that was started once and stopped, to be copied: the making of one takes seconds, and most specs are
 * about what comes after.
 */
export class MadeCluster {
  private constructor(private readonly scratch: string) {}

  static async make(): Promise<MadeCluster> {
    const scratch = mkdtempSync(join(tmpdir(), 'kiroku-made-'));
    chmodSync(scratch, 0o711); // PostgreSQL's user must be able to pass through.
    const database = await startEmbeddedDatabase({ dataDir: join(scratch, 'data'), log: () => {} });
    await database.stop();
    return new MadeCluster(scratch);
  }

  /** A data directory of its own at a path where nothing is yet. */
  copyTo(dataDir: string): void {
    // Owners and modes come along: PostgreSQL opens no others.
    execFileSync('cp', ['-a', join(this.scratch, 'data'), dataDir]);
  }

  remove(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
