import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fastify, type FastifyRequest } from 'fastify';
import { TextField } from '../fields/fields.js';
import { anApp } from '../testing/an-app.js';
import { Open } from './open.js';
import { streamBodies, StreamedBody } from './streamed-body.js';

class NameRequest {
  @TextField()
  name!: string;
}

/** Told of every piece of a body when it comes. */
let onPiece: (bytes: number) => void = () => {};

@Open()
@Controller('v1')
class StreamController {
  @Post('streamed')
  @StreamedBody()
  @HttpCode(200)
  async streamed(@Req() { body }: FastifyRequest): Promise<{ bytes: number }> {
    let bytes = 0;
    for await (const piece of body as Readable) {
      bytes += (piece as Buffer).length;
      onPiece(bytes);
    }
    return { bytes };
  }

  @Post('whole')
  whole(@Body() { name }: NameRequest): { name: string } {
    return { name };
  }
}

let app: NestFastifyApplication;
let port: number;
beforeAll(async () => {
  app = await anApp(StreamController);
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => app.close());

const posting = (path: string, type: string) =>
  request({ port, host: '127.0.0.1', method: 'POST', path, headers: { 'content-type': type } });

describe('a route with a streamed body', () => {
  it.each(['application/x-ndjson', 'text/csv; charset=shift_jis'])('has %s as it comes in', async (type) => {
    const first = new Promise<number>((resolve) => (onPiece = resolve));
    const sending = posting('/v1/streamed', type);
    sending.write('a'.repeat(1_000));
    // Nothing is gathered first: what was sent is there before the end is.
    expect(await first).toBe(1_000);
    sending.end('b');
    const [response] = (await once(sending, 'response')) as [Readable];
    expect(JSON.parse(Buffer.concat(await response.toArray()).toString())).toEqual({ bytes: 1_001 });
  });

  // A reader of JSON would say of rows of JSON that they are none, and name the wrong cure.
  it.each([
    ['application/json', '{"t":"transfer"}\n{"t":"end"}\n'],
    ['text/plain', 'key,count\n'],
  ])('refuses %s by its type, whatever it holds', async (type, payload) => {
    const headers = { 'content-type': type };
    const response = await app.inject({ method: 'POST', url: '/v1/streamed', headers, payload });
    expect([response.statusCode, response.json()]).toMatchObject([
      415,
      { code: 'unsupported-media-type', detail: 'Send application/x-ndjson or text/csv.' },
    ]);
  });

  it('may have more than any other', async () => {
    const headers = { 'content-type': 'text/csv' };
    const payload = 'x'.repeat(3 * 1024 * 1024);
    const response = await app.inject({ method: 'POST', url: '/v1/streamed', headers, payload });
    expect(response.json()).toEqual({ bytes: payload.length });
  });
});

describe('a route without one', () => {
  it.each(['application/x-ndjson', 'text/csv'])('refuses %s by its type', async (type) => {
    const headers = { 'content-type': type };
    const response = await app.inject({ method: 'POST', url: '/v1/whole', headers, payload: '{"name":"a"}' });
    expect([response.statusCode, response.json().code]).toEqual([415, 'unsupported-media-type']);
  });

  it('closes the connection of a sender that does not come to an end', async () => {
    const server = fastify();
    streamBodies(server, 50);
    server.post('/', async () => ({}));
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port: own } = server.server.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    const sending = request({ port: own, host: '127.0.0.1', method: 'POST', path: '/', headers });
    sending.write('{"name":');
    await expect(once(sending, 'response')).rejects.toThrow(/hang up|ECONNRESET/);
    await server.close();
  });
});
