import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { takeOwnerLock } from './owner-lock.js';
import { identityOf } from './process-identity.js';

const built = resolve('dist/libs/platform/embedded-database/owner-lock.js');

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kiroku-lock-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('owning a data directory', () => {
  it('is refused while a living process owns it', () => {
    takeOwnerLock(dataDir);
    expect(() => takeOwnerLock(dataDir)).toThrow(expect.objectContaining({ code: 'in-use', pid: process.pid }));
  });

  it('is possible again after release', () => {
    takeOwnerLock(dataDir).release();
    expect(() => takeOwnerLock(dataDir)).not.toThrow();
  });

  it('passes from a dead owner', () => {
    leaveOwner('999999999 1 boot');
    expect(() => takeOwnerLock(dataDir)).not.toThrow();
  });

  it('passes from a dead owner whose pid is another process now', () => {
    leaveOwner(identityOf(process.pid).replace(/ \d+ /, ' 1 '));
    expect(() => takeOwnerLock(dataDir)).not.toThrow();
  });

  it('passes from an owner of before the last boot', () => {
    leaveOwner(identityOf(process.pid).replace(/\S+$/, 'another-boot'));
    expect(() => takeOwnerLock(dataDir)).not.toThrow();
  });

  it('goes to exactly one of many that find the same dead owner at once', async () => {
    leaveOwner('999999999 1 boot');
    const startAt = Date.now() + 5_000;
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => raceForLock(startAt)));
    expect(outcomes.sort()).toEqual([...Array<string>(7).fill('in-use'), 'owner']);
  }, 30_000);
});

function leaveOwner(identity: string): void {
  mkdirSync(join(dataDir, 'owner'));
  writeFileSync(join(dataDir, 'owner', '1'), identity);
}

// All wait for the same instant, try once, and hold what they got until everyone has tried.
function raceForLock(startAt: number): Promise<string> {
  const script = `
    import { takeOwnerLock } from ${JSON.stringify(built)};
    while (Date.now() < ${startAt});
    try { takeOwnerLock(${JSON.stringify(dataDir)}); console.log('owner'); } catch (error) { console.log(error.code); }
    setTimeout(() => {}, 1500);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((done) => child.on('close', () => done(output.trim())));
}
