import { spawn } from 'node:child_process';
import type { DatabaseUser } from './database-user.js';

export interface Outcome {
  code: number;
  output: string;
}

export interface RunAs {
  user: DatabaseUser;
  /** A directory that the user can enter. */
  cwd: string;
}

/** Runs one of PostgreSQL's programs as its user and collects what it says. */
export function runAs({ user, cwd }: RunAs, program: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, cwd, env: plainEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}

// Messages are read by this program, so they are asked for in English; PG* variables of a person's shell (PGDATA,
// PGPORT, PGOPTIONS) belong to another database.
function plainEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C' };
}
