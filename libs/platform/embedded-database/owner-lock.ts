import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { identityOf, isRunning, pidOf } from './process-identity.js';

export interface OwnerLock {
  release(): void;
}

const free = 'free';
const attemptsMax = 50; // Each one lost means that another process just won.

/**
 * One owner per data directory. Each owner writes a turn of its own, numbered one above the last; the highest turn
 * names the owner. Turns only ever grow and the highest is never removed, so two processes that find the same dead
 * owner cannot both follow it, and a slow one cannot take away the lock of a quick one.
 */
export function takeOwnerLock(dataDir: string): OwnerLock {
  const dir = join(dataDir, 'owner');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const last = highestTurn(dir);
    refuseIfOwned(dataDir, readTurn(dir, last));
    const turn = last + 1;
    if (!writeTurn(dir, turn, identityOf(process.pid))) continue;
    if (highestTurn(dir) !== turn) {
      rmSync(join(dir, String(turn)), { force: true });
      continue;
    }
    removeTurnsBelow(dir, turn);
    return { release: () => replaceTurn(dir, turn, free) };
  }
  throw new EmbeddedDatabaseError(
    'in-use',
    `Too many programs are trying to use ${dataDir} at once. Start one of them.`,
  );
}

function refuseIfOwned(dataDir: string, owner: string): void {
  if (owner === free || !isRunning(owner)) return;
  const pid = pidOf(owner);
  throw new EmbeddedDatabaseError(
    'in-use',
    `${dataDir} is in use by another kiroku (process ${pid}). Stop that one first, or give this one a directory of its own with KIROKU_DATA_DIR.`,
    pid,
  );
}

function highestTurn(dir: string): number {
  return turnsIn(dir).reduce((highest, turn) => Math.max(highest, turn), 0);
}

function turnsIn(dir: string): number[] {
  return readdirSync(dir)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function readTurn(dir: string, turn: number): string {
  try {
    return readFileSync(join(dir, String(turn)), 'utf8');
  } catch (error) {
    // No turn yet, or a newer owner has swept it: writing the next turn settles who is first.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return free;
    throw error;
  }
}

// A link appears with its content in one step and fails if the turn is taken.
function writeTurn(dir: string, turn: number, owner: string): boolean {
  const draft = writeDraft(dir, owner);
  try {
    linkSync(draft, join(dir, String(turn)));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replaceTurn(dir: string, turn: number, owner: string): void {
  renameSync(writeDraft(dir, owner), join(dir, String(turn)));
}

function writeDraft(dir: string, owner: string): string {
  const draft = join(dir, `draft-${randomUUID()}`);
  writeFileSync(draft, owner, { mode: 0o600 });
  return draft;
}

function removeTurnsBelow(dir: string, turn: number): void {
  for (const old of turnsIn(dir)) {
    if (old < turn) rmSync(join(dir, String(old)), { force: true });
  }
}
