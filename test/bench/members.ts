import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { runCli } from '../harness/run-cli.js';
import type { Stage } from './stage.js';
import { median } from './statistics.js';

export interface MemberSizes {
  readonly rounds: number;
  readonly members: number;
}

const HEADER = '記号,番号,枝番,社員番号,氏名,氏名カナ,生年月日,性別,続柄';
const ROWS_PER_WRITE = 10_000;

/** Members a second that `kiroku import-members` registers from a CSV, from its start to its end. */
export async function measureMembers(stage: Stage, directory: string, sizes: MemberSizes): Promise<number> {
  const token = await stage.issuer.token('officer', stage.association);
  const rates: number[] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    const file = await writeMembers(directory, sizes.members);
    const startedAt = performance.now();
    const args = ['import-members', file, '--url', stage.service.url, '--json'];
    const { code, stdout, stderr } = await runCli(args, { env: { KIROKU_TOKEN: token } });
    const seconds = (performance.now() - startedAt) / 1_000;
    const registered = code === 0 ? (JSON.parse(stdout) as { registered: number }).registered : -1;
    if (registered !== sizes.members) throw new Error(`${sizes.members} were to be registered: ${stdout}${stderr}`);
    rates.push(sizes.members / seconds);
  }
  return median(rates);
}

/** Everybody in it is invented, and nobody was registered before. */
async function writeMembers(directory: string, count: number): Promise<string> {
  const run = randomUUID().slice(0, 8);
  const path = join(directory, `members-${run}.csv`);
  const file = await open(path, 'w');
  try {
    await file.write(`${HEADER}\n`);
    for (let from = 0; from < count; from += ROWS_PER_WRITE) {
      const rows = Array.from({ length: Math.min(ROWS_PER_WRITE, count - from) }, (_, index) => {
        const n = from + index;
        const day = `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`;
        return `${run},${n},00,${run}-${n},見本 ${n},ミホン ${n},${day},${n % 2 ? '女' : '男'},本人\n`;
      });
      await file.write(rows.join(''));
    }
  } finally {
    await file.close();
  }
  return path;
}
