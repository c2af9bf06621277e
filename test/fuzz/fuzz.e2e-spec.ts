import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Target, Wish } from './ask.js';
import { WITHOUT_LIMITS } from './prepare.js';
import { readRegressions } from './regressions.js';
import { runFuzz } from './run-fuzz.js';

const REQUESTS = 900;

let kiroku: KirokuInProcess;
let target: Target;
beforeAll(async () => {
  Object.assign(process.env, WITHOUT_LIMITS);
  kiroku = await KirokuInProcess.start();
  await kiroku.app.listen(0, '127.0.0.1');
  const { port } = kiroku.app.getHttpServer().address() as AddressInfo;
  const token = ({ role, association, member, subject }: Wish) =>
    subject ? kiroku.tokenOf(subject, role, association!) : kiroku.token(role, association, member ?? null);
  target = { url: `http://127.0.0.1:${port}`, token };
}, 60_000);
afterAll(async () => {
  delete process.env['KIROKU_LIMITS'];
  await kiroku.stop();
});

it('answers whatever it is sent, shows nothing of others, and goes on', async () => {
  const regressions = readRegressions();
  const { failures, requests, statuses } = await runFuzz(target, { requests: REQUESTS, seed: 20_260, regressions });
  // All of a request may be megabytes.
  expect(failures.map(({ kind, route, what }) => `${kind} ${route}: ${what}`)).toEqual([]);
  expect(requests).toBe(REQUESTS + regressions.length);
  expect(Object.keys(statuses).length).toBeGreaterThan(70);
  // Not everything is refused at the door.
  const taken = Object.values(statuses).filter((counts) => [200, 201, 202].some((status) => counts[status]));
  expect(taken.length).toBeGreaterThan(40);
}, 120_000);

describe('a service that does wrong', () => {
  let wrong: Server;
  beforeAll(async () => {
    wrong = createServer((incoming, outgoing) => {
      if (incoming.url?.startsWith('/v1/catalogue')) {
        outgoing.writeHead(500).end('Error\n    at kanaria7q (file:///srv/dist/a.js:1:1)');
        return;
      }
      const { method, headers, url } = incoming;
      const on = ask(new URL(target.url), { method: method!, headers, path: url! }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      });
      on.on('error', () => outgoing.destroy());
      incoming.pipe(on);
    });
    await new Promise<void>((resolve) => wrong.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    wrong.closeAllConnections();
    wrong.close();
  });

  it('is found out, with a line that shows it again', async () => {
    const { port } = wrong.address() as AddressInfo;
    const there = { ...target, url: `http://127.0.0.1:${port}` };
    const asked = {
      route: 'GET /v1/catalogue',
      sender: 'officer',
      method: 'GET',
      target: '/v1/catalogue',
      headers: [],
      body: null,
      framing: 'length',
    } as const;
    const { failures, failed } = await runFuzz(there, { requests: 0, seed: 1, regressions: [asked] });
    expect(failures.map(({ kind }) => kind)).toEqual(['server-error', 'no-problem', 'leak', 'stack']);
    expect(failed).toBe(4);
    expect(failures[0]!.curl).toMatch(/^TOKEN=\$\(.*\); curl .*\/v1\/catalogue/);
  }, 60_000);
});
