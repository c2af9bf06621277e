import { KurrentDbServer } from '../crash/kurrentdb-server.js';
import { runCrash } from '../crash/run-crash.js';
import { runKurrentDbOutage } from '../crash/run-kurrentdb-outage.js';

const SECONDS_AWAY = 25;

const server = KurrentDbServer.of(process.env);
const say = (line: string) => void process.stderr.write(`kurrentdb-gone: ${line}\n`);
if (!server) say('not run, for KURRENTDB_KILL, KURRENTDB_STOP and KURRENTDB_START name no commands');

// Skipped, and counted so, where no test may take the server away: that is no pass.
(server ? it : it.skip).each([
  ['killed', 'KURRENTDB_KILL'],
  ['stopped by its operator', 'KURRENTDB_STOP'],
] as const)(
  'answers clearly while its KurrentDB is %s under load, loses and doubles nothing, and goes on by itself',
  async (_, how) => {
    const { faults, acknowledged, outage } = await runCrash({
      rounds: 0,
      seed: 7,
      outage: (...under) => runKurrentDbOutage({ server: server!, how, seconds: SECONDS_AWAY, say }, ...under),
      say,
    });
    expect(faults).toEqual([]);
    expect(outage!.asked).toBeGreaterThan(3);
    expect(acknowledged).toBeGreaterThan(30);
  },
  600_000,
);
