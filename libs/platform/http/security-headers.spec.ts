import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Controller, Get, Header, Post, StreamableFile } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { anApp } from '../testing/an-app.js';
import { exchange } from '../testing/exchange.js';
import { Open } from './open.js';

@Open()
@Controller('v1')
class RoomController {
  @Get('room')
  room(): { is: string } {
    return { is: 'room' };
  }

  @Get('file')
  @Header('Content-Type', 'text/csv')
  file(): StreamableFile {
    return new StreamableFile(Readable.from(['a,b\n']));
  }

  @Get('failure')
  fail(): never {
    throw new Error('unforeseen');
  }

  @Post('room')
  change(): { is: string } {
    return { is: 'changed' };
  }
}

let app: NestFastifyApplication;
let port: number;
beforeAll(async () => {
  app = await anApp(RoomController);
  await app.listen(0, '127.0.0.1');
  ({ port } = app.getHttpServer().address() as AddressInfo);
});
afterAll(() => app.close());

const FIXED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('every answer', () => {
  it.each([
    ['GET', '/v1/room', 200],
    ['POST', '/v1/room', 201],
    ['GET', '/v1/file', 200],
    ['GET', '/v1/failure', 500],
    ['GET', '/v1/nowhere', 404],
    ['GET', '/nowhere', 404],
    ['GET', '/docsfile', 404],
    ['DELETE', '/v1/room', 404],
    ['OPTIONS', '/v1/room', 404],
    ['GET', '/v1/%zz', 400],
    ['GET', '/health/live', 200],
  ] as const)('forbids a browser whatever it could do with it: %s %s', async (method, url, status) => {
    const { statusCode, headers } = await app.inject({ method, url });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      ...FIXED,
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(UUID),
    });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['server']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it.each(['/docs', '/docs?x=1', '/docs/problems'])('lets the pages at %s load what is theirs', async (url) => {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject(FIXED);
    const policy = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:|\*/);
  });

  it.each(['/check', '/check/check.js', '/check?x=1'])('lets the page at %s run its own script alone', async (url) => {
    const policy = String((await app.inject(url)).headers['content-security-policy']);
    expect(policy).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    );
    expect((await app.inject('/checked')).headers['content-security-policy']).not.toContain('script-src');
  });

  it('has an id of its own, whatever the caller calls the request', async () => {
    const mine = '00000000-0000-4000-8000-000000000000';
    const { headers, ...answer } = await app.inject({
      url: '/v1/nowhere',
      headers: { 'x-request-id': mine, 'request-id': mine },
    });
    expect(headers['x-request-id']).toMatch(UUID);
    expect(headers['x-request-id']).not.toBe(mine);
    expect(answer.json().instance).toBe(`urn:request:${String(headers['x-request-id'])}`);
  });

  it('gives nothing to pages of other hosts', async () => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    for (const method of ['GET', 'OPTIONS'] as const) {
      const answer = await app.inject({ method, url: '/v1/room', headers });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('the demand to come by TLS', () => {
  it('is made of nobody who came without, whatever they say', async () => {
    const { headers } = await app.inject({ url: '/v1/room', headers: { 'x-forwarded-proto': 'https' } });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('is made where a proxy that is trusted says that the request came by TLS', async () => {
    process.env['KIROKU_TRUSTED_PROXIES'] = '127.0.0.1';
    const behind = await anApp(RoomController);
    delete process.env['KIROKU_TRUSTED_PROXIES'];
    const ask = async (remoteAddress: string, proto: string) =>
      (await behind.inject({ url: '/v1/room', remoteAddress, headers: { 'x-forwarded-proto': proto } })).headers;
    expect((await ask('127.0.0.1', 'https'))['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask('127.0.0.1', 'http'))['strict-transport-security']).toBeUndefined();
    expect((await ask('192.0.2.1', 'https'))['strict-transport-security']).toBeUndefined();
    await behind.close();
  });
});

describe('what cannot be read as a request', () => {
  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400, 'request-unreadable'],
    [
      'two lengths',
      'POST /v1/room HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'request-unreadable',
    ],
    [
      'a length beside chunks',
      'POST /v1/room HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'request-unreadable',
    ],
    [
      'headers of 20 KiB',
      `GET /v1/room HTTP/1.1\r\nHost: a\r\nX-Much: ${'a'.repeat(20_480)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'an address of 20 KiB',
      `GET /v1/room?${'a'.repeat(20_480)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('is a problem under the same headers: %s', async (_what, sent, status, code) => {
    const [head = '', body = ''] = (await exchange(port, sent)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of Object.entries(FIXED))
      expect(head.toLowerCase()).toContain(`${name}: ${value.toLowerCase()}`);
    expect(head).toContain("Content-Security-Policy: default-src 'none'");
    expect(JSON.parse(body)).toMatchObject({ status, code, instance: expect.stringMatching(/^urn:request:/) });
  });
});
