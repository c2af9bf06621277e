import { readFileSync } from 'node:fs';

/**
 * Names one process for ever: its pid alone is given to another program sooner or later, so its start time and the
 * boot of the machine belong to the name. Where there is no /proc, the pid alone must do.
 */
export function identityOf(pid: number): string {
  return [pid, readStartTime(pid), readBoot()].join(' ');
}

export function pidOf(identity: string): number {
  return Number(identity.split(' ')[0]);
}

export function isRunning(identity: string): boolean {
  const pid = pidOf(identity);
  return isPidAlive(pid) && identityOf(pid) === identity;
}

export function isPidAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process is there and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return readStat(pid)?.state !== 'Z';
}

function readStartTime(pid: number): string {
  return readStat(pid)?.startTime ?? '-';
}

// The program's name stands in parentheses and may hold spaces and parentheses itself; the fields follow the last one.
function readStat(pid: number): { state: string; startTime: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '-';
  }
}
