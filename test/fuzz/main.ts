// `npm run fuzz -- --requests N --json <file> [--seed S] [--from I]`: see README.md of this folder.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';
import type { Wish } from './ask.js';
import { loggedFaults } from './logged-faults.js';
import { WITHOUT_LIMITS } from './prepare.js';
import { keepRegressions, readRegressions } from './regressions.js';
import { OF_NO_REQUEST, runFuzz } from './run-fuzz.js';

/** How much of what a service said is shown where it answers no more. */
const SHOWN_OF_THE_SERVICE = 4_000;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    connections: { type: 'string', default: '6' },
    json: { type: 'string' },
  },
});
const numberOf = (name: 'requests' | 'connections' | 'from', least: number): number => {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  process.stderr.write(`fuzz: --${name} is a whole number from ${least}\n`);
  return process.exit(2);
};
const requests = numberOf('requests', 0);
const from = numberOf('from', 0);
const connections = numberOf('connections', 1);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);

// A Ctrl-C ends the requests; what was found until then is told all the same.
const ending = new AbortController();
process.once('SIGINT', () => ending.abort());

const say = (line: string) => process.stderr.write(`fuzz: ${line}\n`);
const beginning = from === 0 ? '' : ` from ${from}`;
say(`seed ${seed}, ${requests} requests${beginning}, ${connections} connections`);
const kiroku = await RunningKiroku.start({ env: WITHOUT_LIMITS });
const target = {
  url: kiroku.url,
  token: ({ role, association, member, subject }: Wish) => kiroku.token(role, association, member ?? null, subject),
};
try {
  const ran = await runFuzz(target, {
    requests,
    from,
    seed,
    connections,
    regressions: readRegressions(),
    say,
    signal: ending.signal,
  });
  const logged = loggedFaults(kiroku.output.text).map((fault) => ({ ...OF_NO_REQUEST, ...fault }));
  const result = { ...ran, failed: ran.failed + logged.length, failures: [...ran.failures, ...logged] };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  for (const { kind, route, index, what, curl } of result.failures) {
    say(`${kind} ${route ?? 'afterwards'} (${index}): ${what}`);
    if (curl) process.stderr.write(`${curl}\n`);
  }
  const added = keepRegressions(ran.failures);
  if (added > 0) say(`${added} requests are added to test/fuzz/regressions.json`);
  if (result.failed > 0) say(`again with: npm run fuzz -- --requests ${requests} --seed ${seed} --from ${from}`);
  process.stdout.write(`${result.requests} requests of seed ${seed}, ${result.seconds} s, ${result.failed} failed\n`);
  process.exitCode = result.failed > 0 || result.requests < requests ? 1 : 0;
} catch (error) {
  process.stderr.write(`${kiroku.output.text.slice(-SHOWN_OF_THE_SERVICE)}\n`);
  throw error;
} finally {
  await kiroku.stop();
  await removeDataDir(kiroku.dataDir);
}
