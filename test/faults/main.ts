// `npm run simulate:faults -- --seeds 1000 [--from 1]`: see README.md of this folder.
import { parseArgs } from 'node:util';
import { simulate } from './simulate.js';

const TRACE_SHOWN = 60;

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' } },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(from)) {
  process.stderr.write('simulate:faults: --seeds and --from are whole numbers\n');
  process.exit(2);
}
const startedAt = performance.now();
let [told, kills, failed] = [0, 0, 0];
for (let seed = from; seed < from + seeds; seed += 1) {
  const run = await simulate(seed);
  told += run.told;
  kills += run.kills;
  if (run.faults.length === 0) continue;
  failed += 1;
  for (const step of run.trace.slice(-TRACE_SHOWN)) process.stderr.write(`  ${step}\n`);
  for (const fault of run.faults) process.stderr.write(`seed ${seed}: ${fault}\n`);
  process.stderr.write(`again with: npm run simulate:faults -- --seeds 1 --from ${seed}\n`);
}
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
process.stdout.write(`${seeds} seeds, ${told} facts told, ${kills} kills, ${failed} failed, ${seconds} s\n`);
process.exitCode = failed > 0 ? 1 : 0;
