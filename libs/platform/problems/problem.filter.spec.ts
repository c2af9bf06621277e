import { Body, Controller, Get, HttpCode, Logger, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TextField } from '../fields/fields.js';
import { Open } from '../http/open.js';
import { anApp } from '../testing/an-app.js';
import { platformProblems } from './platform-problems.js';
import { allProblems, registerProblems } from './problem-registry.js';
import { Refusal } from './refusal.js';

registerProblems({ 'tea-refused': { status: 409, ja: 'お茶は出せません', en: 'No tea' } });
const SECRET = '山田太郎 1234';

const thrown: Record<string, () => unknown> = {
  unknown: () => Object.assign(new Error(SECRET), { detail: SECRET, statusCode: 'x' }),
  text: () => SECRET,
  nothing: () => undefined,
  known: () =>
    new Refusal('tea-refused', { detail: 'Harmless.', errors: [{ pointer: '/a', detail: 'is bad' }], cups: 2 }),
  grabbing: () => new Refusal('tea-refused', { status: 200, type: 'about:blank', title: 'mine', code: 'mine' }),
  unregistered: () => new Refusal('never-registered', { detail: SECRET, fact: SECRET }),
  store: () => Object.assign(new Error(SECRET), { name: 'EventStoreError', code: 'unavailable' }),
  unknownPosition: () => Object.assign(new Error(SECRET), { name: 'EventStoreError', code: 'position-unknown' }),
  behind: () => Object.assign(new Error(SECRET), { name: 'EventStoreError', code: 'not-yet-visible' }),
  database: () => Object.assign(new Error(SECRET), { code: 'ECONNREFUSED', syscall: 'connect' }),
  unsigned: () => new Refusal('token-nowhere'),
};
registerProblems({ 'token-nowhere': { status: 401, ja: 'なし', en: 'None' } });

class TeaRequest {
  @TextField()
  name!: string;
}

@Open()
@Controller('v1')
class TeaController {
  @Get('throws/:what')
  fail(@Param('what') what: string): never {
    throw thrown[what]!();
  }

  @Post('tea')
  @HttpCode(200)
  take(@Body() { name }: TeaRequest): { length: number } {
    return { length: name.length };
  }
}

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp(TeaController)));
afterAll(() => app.close());

const failing = (what: string, language = '') =>
  app.inject({ url: `/v1/throws/${what}`, headers: { 'accept-language': language } });
const posting = (type: string, payload: string) =>
  app.inject({ method: 'POST', url: '/v1/tea', headers: { 'content-type': type }, payload });

describe('a problem', () => {
  it('has the members of RFC 9457 and the facts of the refusal', async () => {
    const response = await failing('known');
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect([response.statusCode, response.json()]).toEqual([
      409,
      {
        type: '/docs/problems#tea-refused',
        title: 'お茶は出せません',
        status: 409,
        code: 'tea-refused',
        detail: 'Harmless.',
        instance: `urn:request:${response.headers['x-request-id']}`,
        errors: [{ pointer: '/a', detail: 'is bad' }],
        cups: 2,
      },
    ]);
  });

  it.each([
    ['en', 'No tea'],
    ['ja', 'お茶は出せません'],
  ])('speaks the language asked for: %s', async (language, title) => {
    const response = await failing('known', language);
    expect([response.headers['content-language'], response.json().title]).toEqual([language, title]);
  });

  it('keeps its own members when a fact bears the same name', async () => {
    const { statusCode, ...response } = await failing('grabbing');
    expect(statusCode).toBe(409);
    expect(JSON.parse(response.body)).toMatchObject({ status: 409, code: 'tea-refused', title: 'お茶は出せません' });
  });

  it('is explained on the page to which its type leads', async () => {
    const [path, id] = (await failing('known')).json().type.split('#');
    expect((await app.inject(path)).body).toContain(`<tr id="${id}">`);
  });

  it('says how to sign in when a token is missing', async () => {
    expect((await failing('unsigned')).headers['www-authenticate']).toBe('Bearer');
  });
});

describe('an error that nobody foresaw', () => {
  it.each(['unknown', 'text', 'nothing', 'unregistered'])('is a 500 without any text of it (%s)', async (what) => {
    const response = await failing(what);
    const { type, title, status, code, instance, ...rest } = response.json();
    expect([response.statusCode, status, code]).toEqual([500, 500, 'internal-error']);
    expect([type, title, rest]).toEqual(['/docs/problems#internal-error', platformProblems['internal-error'].ja, {}]);
    expect(instance).toMatch(/^urn:request:/);
  });
});

describe('a failure that passes', () => {
  it.each([
    ['store', 'store-unavailable'],
    ['behind', 'not-yet-visible'],
    ['database', 'store-unavailable'],
  ])('is a 503 that says when to try again (%s)', async (what, code) => {
    const response = await failing(what);
    expect([response.statusCode, response.json().code, response.headers['retry-after']]).toEqual([503, code, '1']);
    expect(response.body).not.toContain(SECRET);
  });

  it('is a warning in the log, for nobody has a program to mend', async () => {
    const logged: string[] = [];
    const { warn, error } = Logger.prototype;
    Logger.prototype.warn = () => void logged.push('warning');
    Logger.prototype.error = () => void logged.push('error');
    await failing('store');
    await failing('unknown');
    Object.assign(Logger.prototype, { warn, error });
    expect(logged).toEqual(['warning', 'error']);
  });
});

describe('whoever is turned away', () => {
  it('is told in the log: where and as what, and nothing of who it was', async () => {
    const logged: unknown[] = [];
    const { log } = Logger.prototype;
    Logger.prototype.log = (line: unknown) => void logged.push(line);
    const { headers } = await failing('unsigned');
    await failing('known');
    Object.assign(Logger.prototype, { log });
    const request = headers['x-request-id'];
    expect(logged).toEqual([{ problem: 'token-nowhere', request, route: '/v1/throws/:what', role: undefined }]);
  });
});

describe('a position that the log has not', () => {
  it('is a 400 that names the parameter', async () => {
    const response = await failing('unknownPosition', 'en');
    expect([response.statusCode, response.json().code]).toEqual([400, 'position-unknown']);
    expect(response.json().errors).toEqual([{ pointer: '/atLeast', detail: 'is beyond what was acknowledged' }]);
    expect(response.body).not.toContain(SECRET);
  });
});

describe('a request that cannot be understood', () => {
  it('is a 400 when its JSON is broken, and its text is not repeated', async () => {
    const response = await posting('application/json', `{"name":"${SECRET}`);
    expect([response.statusCode, response.json().code]).toEqual([400, 'invalid-request']);
    expect(response.body).not.toContain(SECRET);
  });

  it('is a 404 when there is no such route, and its address is not repeated', async () => {
    const response = await app.inject('/v1/nowhere?name=yamada');
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found']);
    expect(response.body).not.toMatch(/nowhere|yamada/);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data', '%'])(
    'is a 415 when it is sent as %s',
    async (type) => {
      const response = await posting(type, 'name=a');
      expect([response.statusCode, response.json().code]).toEqual([415, 'unsupported-media-type']);
    },
  );

  it('is taken as JSON whatever the charset is written like', async () => {
    expect((await posting('application/json; charset=UTF-8', '{"name":"髙"}')).statusCode).toBe(200);
  });

  it('is a 413 when its body is too large', async () => {
    const response = await posting('application/json', JSON.stringify({ name: 'a'.repeat(2 * 1024 * 1024) }));
    expect([response.statusCode, response.json().code]).toEqual([413, 'body-too-large']);
  });

  it.each([
    ['/v1/%zz', 400, 'invalid-request'],
    ['/v1/throws/%ff', 400, 'invalid-request'],
    [`/v1/throws/${'a'.repeat(300)}`, 414, 'address-too-long'],
  ])('is a problem too when the router cannot read the address (case %#)', async (url, status, code) => {
    const response = await app.inject(url);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.body).not.toContain(url.slice(4, 12));
  });
});

describe('any answer', () => {
  it('carries the security headers and a request id, and is not kept by caches', async () => {
    const { headers } = await posting('application/json', '{"name":"a"}');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the registry of problems', () => {
  it('describes no method-not-allowed: a method that a route has not is a 404', async () => {
    const response = await app.inject({ method: 'DELETE', url: '/v1/tea' });
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found']);
    expect(allProblems().map(([code]) => code)).not.toContain('method-not-allowed');
  });

  it('refuses one code with two meanings', () => {
    const other = { 'tea-refused': { status: 400, ja: '別', en: 'Other' } };
    expect(() => registerProblems(other)).toThrow('described twice');
  });
});
