import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { anApp } from '../testing/an-app.js';
import { Open } from '../http/open.js';
import { Metrics, type MetricsSource } from './metrics.js';
import { metricsSettings } from './metrics-settings.js';

@Controller('v1/members')
class MembersController {
  @Get(':ref')
  @Open(null)
  show(): object {
    return {};
  }
}

const directory = mkdtempSync(join(tmpdir(), 'kiroku-metrics-'));
const file = join(directory, 'token');
const TOKEN = 'a-token-of-many-characters';
const REF = '7b89296c-2f52-4c39-9c3b-0f9a2d2d6f01';
writeFileSync(file, `${TOKEN}\n`);
const SET = { KIROKU_METRICS_PORT: '0', KIROKU_METRICS_TOKEN_FILE: file };

let app: NestFastifyApplication;
let metrics: Metrics;

beforeAll(async () => {
  Object.assign(process.env, SET);
  app = await anApp(MembersController);
  for (const name of Object.keys(SET)) delete process.env[name];
  metrics = app.get(Metrics);
});
afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

const ask = (path = '/metrics', authorization = `Bearer ${TOKEN}`, method = 'GET') =>
  fetch(`http://127.0.0.1:${metrics.port}${path}`, { method, headers: { authorization } });

describe('the numbers of a process', () => {
  it('are told to whoever says the token, and to nobody else', async () => {
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    for (const said of ['', `Bearer ${TOKEN}x`, TOKEN, 'Basic x']) {
      const refused = await ask('/metrics', said);
      expect([said, refused.status, await refused.text()]).toEqual([said, 401, '']);
    }
  });

  it('are all that stands there', async () => {
    for (const path of ['/', '/metrics/', '/metrics?x', '/v1/members/1']) expect((await ask(path)).status).toBe(404);
    expect((await ask('/metrics', `Bearer ${TOKEN}`, 'POST')).status).toBe(404);
  });

  it('do not stand beside what others ask of the service', async () => {
    expect((await app.inject('/metrics')).statusCode).toBe(404);
  });

  it('count requests by routes, and say nothing of what was asked for', async () => {
    await app.inject(`/v1/members/${REF}?name=mihon`);
    await app.inject({ method: 'GET', url: `/nowhere/${REF}` });
    const { body } = await new Promise<{ body: string }>((resolve) =>
      setTimeout(() => void metrics.text().then(resolve), 1_050),
    );
    expect(body).toContain('kiroku_http_requests_total{method="GET",route="/v1/members/:ref",status="2xx"} 1');
    expect(body).toContain('kiroku_http_requests_total{method="none",route="none",status="4xx"}');
    expect(body).not.toContain(REF);
    expect(body).not.toContain('mihon');
  });

  it('say where something could not be looked up, and nothing old instead', async () => {
    const own = new Metrics({ port: 0, host: '127.0.0.1', token: null });
    let value: number | null = 7;
    const told: unknown[] = [];
    const { warn } = Logger.prototype;
    Logger.prototype.warn = (line: unknown) => void told.push(line);
    own.add({
      source: 'thing',
      gauges: { kiroku_thing: { help: 'A thing', labels: ['association'] } },
      read: async () => {
        if (value === null) throw new Error('gone');
        return [{ name: 'kiroku_thing', labels: { association: 'kenpo' }, value }];
      },
    });
    expect((await own.text()).body).toContain('kiroku_thing{association="kenpo"} 7');
    value = null;
    // Within a second the same is told.
    expect((await own.text()).body).toContain('kiroku_thing{association="kenpo"} 7');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const { body } = await own.text();
    expect(body).toContain('kiroku_metrics_source_failed{source="thing"} 1');
    expect(body).not.toContain('kiroku_thing{');
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await own.text();
    // Its kind, once, and not its words.
    Logger.prototype.warn = warn;
    expect(told).toEqual([{ event: 'metrics-source-failed', source: 'thing', error: 'Error', code: undefined }]);
  });

  it('are read by a source as it is, which may look into itself', async () => {
    class Thing implements MetricsSource {
      readonly source = 'thing';
      readonly gauges = { kiroku_thing: { help: 'A thing', labels: [] } };
      readonly #value = 7;
      async read() {
        return [{ name: 'kiroku_thing', value: this.#value }];
      }
    }
    const own = new Metrics({ port: 0, host: '127.0.0.1', token: null });
    own.add(new Thing());
    expect((await own.text()).body).toContain('kiroku_thing 7');
  });
});

describe('the settings of metrics', () => {
  it('are none where no port is set', () => expect(metricsSettings({})).toBeNull());

  it.each([
    [{ KIROKU_METRICS_PORT: 'x' }, 'KIROKU_METRICS_PORT'],
    [{ KIROKU_METRICS_PORT: '9464', KIROKU_METRICS_HOST: '0.0.0.0' }, 'KIROKU_METRICS_TOKEN_FILE'],
    [{ KIROKU_METRICS_PORT: '9464', KIROKU_METRICS_TOKEN_FILE: '/nowhere' }, 'KIROKU_METRICS_TOKEN_FILE'],
  ])('%j are refused', (env, name) => expect(() => metricsSettings(env)).toThrow(name));

  it('reach beyond the machine with a token alone', () => {
    const env = { ...SET, KIROKU_METRICS_HOST: '0.0.0.0' };
    expect(metricsSettings(env)).toEqual({ port: 0, host: '0.0.0.0', token: TOKEN });
  });
});
