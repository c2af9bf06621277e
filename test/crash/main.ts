// `npm run crash -- --rounds N --json <file> [--seed S]`: see README.md of this folder.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCrash } from './run-crash.js';

const FAULTS_SHOWN_MAX = 20;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    writers: { type: 'string', default: '8' },
    outage: { type: 'string', default: '30' },
    json: { type: 'string' },
  },
});
const numberOf = (name: 'rounds' | 'writers' | 'outage', least: number): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  process.stderr.write(`crash: --${name} is a whole number from ${least}\n`);
  return process.exit(2);
};
const rounds = numberOf('rounds', 0);
const writers = numberOf('writers', 1);
const outageSeconds = numberOf('outage', 0);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);

// A Ctrl-C ends the load; what was acknowledged until then is compared all the same.
const ending = new AbortController();
process.once('SIGINT', () => ending.abort());

const say = (line: string) => process.stderr.write(`crash: ${line}\n`);
say(`seed ${seed}, ${rounds} rounds, ${writers} writers`);
const result = await runCrash({ rounds, seed, writers, outageSeconds, say, signal: ending.signal });
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
for (const { kind, what } of result.faults.slice(0, FAULTS_SHOWN_MAX)) say(`${kind}: ${what}`);
const { acknowledged, retried, missing, doubled, faults } = result;
if (faults.length > 0) say(`again with: npm run crash -- --rounds ${rounds} --writers ${writers} --seed ${seed}`);
process.stdout.write(
  `${result.rounds} rounds, ${acknowledged} acknowledged, ${retried} retried, ${missing} missing, ${doubled} doubled, ${faults.length - missing - doubled} other faults\n`,
);
process.exitCode = faults.length > 0 || result.rounds < rounds ? 1 : 0;
