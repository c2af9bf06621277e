import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Open } from '../http/open.js';
import { anApp } from '../testing/an-app.js';
import { LIMITS_BY_DEFAULT } from './limit-terms.js';
import { Limits } from './limits.js';

let now = 0;
const limits = new Limits(
  { ...LIMITS_BY_DEFAULT, reads: { most: 2, seconds: 20 }, lines: { most: 9, seconds: 9 } },
  { now: () => new Date(now) },
);

@Open()
@Controller('v1')
class RoomController {
  constructor(@Inject(Limits) private readonly ofTheApp: Limits) {}

  @Get('read')
  read(@Res({ passthrough: true }) reply: FastifyReply): { is: string } {
    limits.spend('reads', { key: 'somebody' }, reply);
    return { is: 'read' };
  }

  @Get('both')
  both(@Res({ passthrough: true }) reply: FastifyReply): { is: string } {
    limits.spend('reads', { key: 'somebody else' }, reply);
    limits.spend('lines', { key: 'somebody else' }, reply, 4);
    return { is: 'both' };
  }

  @Get('post')
  post(@Res({ passthrough: true }) reply: FastifyReply): { is: string } {
    this.ofTheApp.spend('posts', { key: 'somebody' }, reply);
    return { is: 'post' };
  }
}

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp(RoomController)));
afterAll(() => app.close());

describe('an answer under a limit', () => {
  it('says what is left and when it is whole again', async () => {
    const { statusCode, headers } = await app.inject('/v1/read');
    expect([statusCode, headers['ratelimit-policy'], headers['ratelimit']]).toEqual([
      200,
      '"reads";q=2;w=20',
      '"reads";r=1;t=10',
    ]);
  });

  it('is a problem that says when to come again, once all is spent', async () => {
    await app.inject('/v1/read');
    const ask = (language: string) => app.inject({ url: '/v1/read', headers: { 'accept-language': language } });
    const { statusCode, headers, ...answer } = await ask('en');
    expect([statusCode, headers['retry-after'], headers['ratelimit']]).toEqual([429, '10', '"reads";r=0;t=10']);
    expect(answer.json()).toMatchObject({ code: 'asked-too-often', title: expect.stringMatching(/^Too much/) });
    expect((await ask('ja')).json()).toMatchObject({ title: expect.stringMatching(/^短い間に/) });
    now += 10_000;
    expect((await ask('en')).statusCode).toBe(200);
  });

  it('names each limit under which it counts', async () => {
    const { headers } = await app.inject('/v1/both');
    expect([headers['ratelimit-policy'], headers['ratelimit']]).toEqual([
      '"reads";q=2;w=20, "lines";q=9;w=9',
      '"reads";r=1;t=10, "lines";r=5;t=4',
    ]);
  });

  it('says nothing where there is no limit', async () => {
    const { statusCode, headers } = await app.inject('/v1/post');
    expect([statusCode, headers['ratelimit'], headers['ratelimit-policy']]).toEqual([200, undefined, undefined]);
  });
});
