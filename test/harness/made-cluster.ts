import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../libs/platform/embedded-database/index.js';
import { canPrepare, preparedOnce } from './prepared.js';

/**
 * A data directory that was started once and stopped, to be copied: the making of one takes seconds, and most specs are
 * about what comes after.
 */
export class MadeCluster {
  private constructor(
    private readonly scratch: string,
    private readonly isOwn: boolean,
  ) {}

  /** The one of the run; one of its own where suites cannot leave things for each other. */
  static async make(): Promise<MadeCluster> {
    if (canPrepare()) return new MadeCluster(await preparedOnce('cluster', makeIn), false);
    const scratch = mkdtempSync(join(tmpdir(), 'kiroku-made-'));
    chmodSync(scratch, 0o711); // PostgreSQL's user must be able to pass through.
    await makeIn(scratch);
    return new MadeCluster(scratch, true);
  }

  /** A data directory of its own at a path where nothing is yet. */
  copyTo(dataDir: string): void {
    // Owners and modes come along: PostgreSQL opens no others.
    execFileSync('cp', ['-a', join(this.scratch, 'data'), dataDir]);
  }

  remove(): void {
    if (this.isOwn) rmSync(this.scratch, { recursive: true, force: true });
  }
}

async function makeIn(directory: string): Promise<void> {
  const database = await startEmbeddedDatabase({ dataDir: join(directory, 'data'), log: () => {} });
  await database.stop();
}
