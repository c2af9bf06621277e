import { mkdirSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The slowest first start on a busy machine. */
const WAIT_MILLISECONDS_MAX = 120_000;
const LOOK_EVERY_MILLISECONDS = 50;

/** Whether there is a place of this run in which suites can leave things for each other. */
export function canPrepare(): boolean {
  // What is in a KurrentDB cannot be copied: there each suite begins with nothing.
  return Boolean(process.env.KIROKU_TEST_DIRECTORY) && process.env.EVENT_STORE !== 'kurrentdb';
}

/**
 * A directory that many suites begin with: the first that asks makes it, in whatever worker it runs, and all others
 * find it. It goes with the run.
 */
export async function preparedOnce(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(process.env.KIROKU_TEST_DIRECTORY!, name);
  const draft = `${directory}.making`;
  const deadline = Date.now() + WAIT_MILLISECONDS_MAX;
  while (!existsSync(directory)) {
    if (isFirst(draft)) return makeIn({ draft, directory, make });
    if (Date.now() > deadline) throw new Error(`Nobody made ${name} in time.`);
    await sleep(LOOK_EVERY_MILLISECONDS);
  }
  return directory;
}

function isFirst(draft: string): boolean {
  try {
    // Others may pass through to what is made in it, as PostgreSQL's user does.
    mkdirSync(draft, { mode: 0o711 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

interface Making {
  readonly draft: string;
  readonly directory: string;
  readonly make: (directory: string) => Promise<void>;
}

async function makeIn({ draft, directory, make }: Making): Promise<string> {
  try {
    await make(draft);
    renameSync(draft, directory);
    return directory;
  } catch (error) {
    // The next that asks tries again, and says what went wrong in its own suite.
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}
