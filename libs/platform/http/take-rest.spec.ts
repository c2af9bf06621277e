import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Post } from '@nestjs/common';
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

  @Post('room')
  change(@Body() _body: object): { is: string } {
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

const LONG = Buffer.alloc(5 * 1024 * 1024, 0x20);
const JSON_OF = (length: number, more = '') =>
  `POST /v1/room HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;
const CHUNKED =
  'POST /v1/room HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
const chunk = Buffer.concat([Buffer.from(`${LONG.length.toString(16)}\r\n`), LONG, Buffer.from('\r\n0\r\n\r\n')]);

describe('an answer that is given before the whole body is there', () => {
  it.each<[string, string, Buffer, number]>([
    ['a long body', JSON_OF(LONG.length), LONG, 413],
    ['a long body of a client that closes', JSON_OF(LONG.length, 'Connection: close\r\n'), LONG, 413],
    ['a long body in chunks', CHUNKED, chunk, 413],
    ['a body of another type', JSON_OF(LONG.length).replace('application/json', 'text/csv'), LONG, 415],
    ['a body where there is no route', JSON_OF(LONG.length).replace('/v1/room', '/v1/nowhere'), LONG, 413],
    [
      'a body where none is read, of a client that closes',
      JSON_OF(LONG.length, 'Connection: close\r\n').replace('POST', 'GET'),
      LONG,
      200,
    ],
    ['an address of 5 MB', `GET /${'a'.repeat(5_000_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, Buffer.alloc(0), 431],
  ])('reaches who reads only after all is sent: %s', async (_what, head, body, status) => {
    for (let round = 0; round < 2; round += 1) {
      expect(await exchangeAll(Buffer.concat([Buffer.from(head), body]))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    }
  });

  it('leaves the connection as good as before where it is kept', async () => {
    const next = Buffer.from('GET /v1/room HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const head = JSON_OF(LONG.length).replace('POST', 'GET');
    const answers = await exchangeAll(Buffer.concat([Buffer.from(head), LONG, next]));
    expect(answers.match(/HTTP\/1.1 200 /g)).toHaveLength(2);
  });
});

/** Sends everything, and reads only then. */
const exchangeAll = (sent: Buffer) => exchange(port, sent, { readsLate: true });
