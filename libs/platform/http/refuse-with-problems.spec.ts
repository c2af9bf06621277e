import { connect, type AddressInfo } from 'node:net';
import { Body, Controller, Get, Logger, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { anApp } from '../testing/an-app.js';
import { Open } from './open.js';

@Open()
@Controller('v1/tea')
class TeaController {
  @Get()
  pour(): object {
    return { tea: 'poured' };
  }

  @Post()
  take(@Body() body: object): object {
    return body;
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await anApp(TeaController);
  await app.listen(0, '127.0.0.1');
});
afterAll(() => app.close());

/** What comes back for bytes that are sent as they are, until the service closes the connection. */
function send(bytes: string): Promise<string> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

const head = (first: string, ...rest: string[]) => `${[first, ...rest].join('\r\n')}\r\n\r\n`;
const HOST = 'Host: kiroku';
const CLOSE = 'Connection: close';
const JSON_TYPE = 'Content-Type: application/json';

describe('what Node would refuse by itself', () => {
  it('is answered with a problem where there is no host', async () => {
    const [top, body] = (await send(head('GET /v1/tea HTTP/1.1', CLOSE))).split('\r\n\r\n') as [string, string];
    expect(top).toMatch(/^HTTP\/1.1 400 [\s\S]*content-type: application\/problem\+json/i);
    expect(JSON.parse(body)).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: 'Host', detail: 'is missing' }],
    });
  });

  it('does not hinder a request that expects what we do not know, or an old one without a host', async () => {
    const answers = await Promise.all([
      send(head('GET /v1/tea HTTP/1.1', HOST, 'Expect: banana', CLOSE)),
      send(head('GET /v1/tea HTTP/1.0')),
    ]);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 200 [\s\S]*poured/);
  });
});

describe('a body that ends too early', () => {
  it('is the fault of whoever sent it, and no word of the database in the log', async () => {
    const logged: unknown[] = [];
    const { warn, error } = Logger.prototype;
    Logger.prototype.warn = Logger.prototype.error = (line: unknown) => void logged.push(line);
    const cut = `${head('POST /v1/tea HTTP/1.1', HOST, JSON_TYPE, 'Content-Length: 50')}{"a":`;
    const answer = await send(cut).finally(() => Object.assign(Logger.prototype, { warn, error }));
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(logged).toEqual([]);
  });
});
