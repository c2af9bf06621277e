import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { runLoad, type LoadReport } from './load/run-load.js';
import { describeMemory } from './memory.js';
import { readOptions } from './options.js';
import { selfTimes, timesByOwner } from './profile/summarise-profile.js';
import { judge, type Goal } from './result.js';
import { EXIT, exitCodeOf, runAll } from './run.js';
import { median, percentile } from './statistics.js';
import { table } from './table.js';
import { delays } from './visible.js';

const quiet = () => {};

describe('a result', () => {
  it('has exactly the fields of the contract', () => {
    expect(judge({ id: 'P1', value: 60, unit: 'posts/s', baseline: 100, goal: { ofBaseline: 0.5 } })).toEqual({
      id: 'P1',
      value: 60,
      unit: 'posts/s',
      baseline: 100,
      ratio: 0.6,
      goal: 50,
      holds: true,
    });
    expect(judge({ id: 'P5', value: 251, unit: 'ms', goal: { atMost: 250 } })).toEqual({
      id: 'P5',
      value: 251,
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: 250,
      holds: false,
    });
  });

  it.each<[number, Goal, boolean]>([
    [15_000, { atLeast: 15_000 }, true],
    [14_999, { atLeast: 15_000 }, false],
    [25, { atMost: 25 }, true],
    [25.1, { atMost: 25 }, false],
    [30, { ofBaseline: 0.3 }, true],
    [29.9, { ofBaseline: 0.3 }, false],
    [101, { overBaseline: 1 }, true],
    [101.1, { overBaseline: 1 }, false],
    [NaN, { atLeast: 1 }, false],
    [NaN, { atMost: 1 }, false],
    [Infinity, { atLeast: 1 }, false],
  ])('of %d against %j holds: %s', (value, goal, holds) => {
    expect(judge({ id: 'P', value, unit: 'x', baseline: 100, goal }).holds).toBe(holds);
  });

  it('of a relative goal does not hold without its baseline', () => {
    expect(judge({ id: 'P', value: 1e9, unit: 'x', goal: { ofBaseline: 0.5 } }).holds).toBe(false);
  });
});

describe('a run', () => {
  const fine = { id: 'fine', measure: async () => [{ id: 'fine', value: 2, unit: 'x', goal: { atLeast: 1 } }] };
  const slow = { id: 'slow', measure: async () => [{ id: 'slow', value: 0, unit: 'x', goal: { atLeast: 1 } }] };
  const broken = {
    id: 'broken',
    measure: async () => {
      throw new Error('no such route');
    },
  };

  it('goes on after one that fails, which has no result but a reason', async () => {
    const outcome = await runAll([broken, fine], quiet);
    expect(outcome.results.map(({ id }) => id)).toEqual(['fine']);
    expect(outcome.notRun).toEqual([{ id: 'broken', reason: 'no such route' }]);
  });

  it('ends when it is broken off, and blames no measurement that was killed with it', async () => {
    const stop = new AbortController();
    const killed = {
      id: 'killed',
      measure: async () => {
        stop.abort();
        throw new Error('killed');
      },
    };
    expect(await runAll([fine, killed, slow], quiet, stop.signal)).toMatchObject({
      results: [{ id: 'fine' }],
      notRun: [],
    });
  });

  it('says by its code whether all hold, some do not, or some are unknown', async () => {
    const codeOf = async (...all: Parameters<typeof runAll>[0]) => exitCodeOf(await runAll(all, quiet));
    expect(await codeOf(fine)).toBe(EXIT.allHold);
    expect(await codeOf(fine, slow)).toBe(EXIT.someDoNot);
    expect(await codeOf(fine, slow, broken)).toBe(EXIT.someNotRun);
    expect(await codeOf()).toBe(EXIT.someNotRun);
  });

  it('shows each result on a line of its own, those that do not hold loudly', async () => {
    const { results } = await runAll([fine, slow], quiet);
    const lines = table(results, ['', ' ', '']);
    expect(lines).toHaveLength(4);
    expect([lines[2]!.endsWith('yes'), lines[3]!.endsWith('NO')]).toEqual([true, true]);
  });
});

describe('the load', () => {
  const DELAY_MILLISECONDS = 120;
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function load(status: number, options: { delay?: number; perSecond?: number } = {}): Promise<LoadReport> {
    const names = new Set<string>();
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      names.add((JSON.parse(text) as { externalId: string }).externalId);
      if (options.delay) await setTimeout(options.delay);
      const body = JSON.stringify({ position: String(names.size).padStart(16, '0') });
      response.writeHead(status, { 'Content-Length': Buffer.byteLength(body) }).end(body);
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const report = await runLoad({
      url,
      path: '/v1/transfers',
      token: 'token',
      connections: 4,
      count: 20,
      template: { source: 'bench' },
      externalIdPrefix: 'x',
      members: ['m1', 'm2'],
      keepsAnswers: true,
      ...(options.perSecond ? { perSecond: options.perSecond } : {}),
    });
    expect(names.size).toBe(20);
    return report;
  }

  it('makes a slow service fail its goal, by what was measured', async () => {
    const { latencies } = await load(201, { delay: DELAY_MILLISECONDS });
    const result = judge({ id: 'P1.p99', value: percentile(latencies, 0.99), unit: 'ms', goal: { atMost: 50 } });
    expect(result.value).toBeGreaterThan(DELAY_MILLISECONDS - 5);
    expect(result.holds).toBe(false);
  });

  it('counts the wait of a post that was due while the service was busy', async () => {
    // Four connections carry 33 posts a second; of 1,000 the last waits for almost all the others.
    const { latencies } = await load(201, { delay: DELAY_MILLISECONDS, perSecond: 1_000 });
    expect(Math.max(...latencies)).toBeGreaterThan(3 * DELAY_MILLISECONDS);
  });

  it('takes no other answer than 201 for work done', async () => {
    await expect(load(200)).rejects.toThrow('A post was answered 200');
  });

  it('says when each post was sent and where it stands', async () => {
    const { answers } = await load(201);
    expect(new Set(answers.map(({ position }) => position)).size).toBe(20);
  });
});

describe('the figures', () => {
  it('are medians and percentiles', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(hundred, 0.99), percentile([7], 0.99)]).toEqual([99, 7]);
    expect(() => median([])).toThrow();
    expect(() => percentile([], 0.99)).toThrow();
  });

  it('of visibility take the first look that has the post', () => {
    const looks = [
      { at: 10, position: '1' },
      { at: 20, position: '3' },
    ];
    const posts = [
      { sentAt: 5, position: '3' },
      { sentAt: 5, position: '1' },
    ];
    expect(delays(posts, looks)).toEqual([5, 15]);
    expect(() => delays([{ sentAt: 5, position: '4' }], looks)).toThrow('never seen');
  });

  it('of memory compare the last third with the middle one, where there is enough to compare', () => {
    const flat = Array.from({ length: 12 }, () => 100);
    expect(describeMemory(flat)).toEqual({ maxMegabytes: 100, growth: 0 });
    const growing = Array.from({ length: 12 }, (_, index) => (index < 8 ? 100 : 150));
    expect(describeMemory(growing)).toEqual({ maxMegabytes: 150, growth: 0.5 });
    expect(describeMemory([100, 900]).growth).toBeNull();
  });
});

describe('a profile', () => {
  const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 });
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('submit', 'file:///p/node_modules/pg/lib/query.js'), children: [2] },
      { id: 2, callFrame: frame('writev', '') },
      { id: 3, callFrame: frame('(idle)', '') },
    ],
    samples: [1, 2, 3, 2],
    timeDeltas: [1_000, 2_000, 50_000, 1_000],
  };

  it('gives the time that functions take in themselves, idleness left out', () => {
    expect(selfTimes(profile)).toEqual([
      { name: 'writev', place: '', milliseconds: 3, share: 0.75 },
      { name: 'submit', place: 'pg/lib/query.js:5', milliseconds: 1, share: 0.25 },
    ]);
  });

  it('gives what the runtime does to whoever asked for it', () => {
    expect(timesByOwner(profile)).toEqual([{ name: 'pg', place: '', milliseconds: 4, share: 1 }]);
  });
});

describe('the options', () => {
  it('are everything when nothing is named, and memory brings the loads that it is judged under', () => {
    expect(readOptions([]).ids).toEqual([
      'statute',
      'P0',
      'P1',
      'P2',
      'P3',
      'P4',
      'P5',
      'P7',
      'P8',
      'P9',
      'members',
      'bundle',
      'documents',
    ]);
    expect(readOptions(['P8']).ids).toEqual(['P1', 'P2', 'P3', 'P8']);
  });

  it.each([
    [['P6'], 'There is no P6'],
    [['--jsn', 'x'], 'jsn'],
    [['P1', 'P4', '--profile', 'x'], 'one measurement'],
    [['statute', '--profile', 'x'], 'neither P8 nor statute'],
    [['P8', '--profile', 'x'], 'neither P8 nor statute'],
    [['--page', '--quick'], 'full size'],
  ])('refuse %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
