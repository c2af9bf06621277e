// One set-up at a time: `npm start` beside `npm test` must not install or build into each other.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError, distDir, say } from './project.mjs';

const lockFile = join(distDir, '.setup.lock');
const waitMsMax = 15 * 60_000; // A first install over a slow line takes minutes.
const pollMs = 100;

/** Runs `work` while no other process does. A lock whose owner is dead is taken over. */
export async function withSetupLock(work) {
  await acquire();
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

async function acquire() {
  mkdirSync(distDir, { recursive: true });
  const deadline = Date.now() + waitMsMax;
  let told = false;
  while (!tryLink()) {
    const owner = readOwner();
    if (owner && !isAlive(owner)) {
      moveAway(owner);
      continue;
    }
    if (owner && !told) say(`waiting for another set-up of this project (process ${owner.pid})`);
    told ||= Boolean(owner);
    if (Date.now() > deadline)
      throw new SetupError(`gave up waiting for the set-up lock; if no set-up runs, remove ${lockFile}`);
    await sleep(pollMs);
  }
}

// A link appears with its content in one step, so nobody ever reads a half-written owner.
function tryLink() {
  const mine = `${lockFile}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(mine, lockFile);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

// Two processes can find the same dead owner. Whoever moved a lock that is not the dead one puts it back.
function moveAway(dead) {
  const aside = `${lockFile}.dead.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    if (readFileSync(aside, 'utf8') !== dead.text) linkSync(aside, lockFile);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readOwner() {
  try {
    const text = readFileSync(lockFile, 'utf8');
    const [pid, start] = text.split(' ');
    return { text, pid: Number(pid), start };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startOf(pid) === start;
}

// A pid is used again sooner or later; pid and start time together are not. Without /proc the pid alone must do.
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '-';
  }
}
