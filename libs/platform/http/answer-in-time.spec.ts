import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { anApp } from '../testing/an-app.js';
import { ANSWER_MILLISECONDS_MAX, AnswerInTime } from './answer-in-time.js';
import { Open } from './open.js';
import { StreamedBody } from './streamed-body.js';

const MILLISECONDS_MAX = 50;
const LATER_MILLISECONDS = 150;

const finished: string[] = [];

@Open()
@UseInterceptors(new AnswerInTime(MILLISECONDS_MAX))
@Controller('v1')
class SlowController {
  @Post('soon')
  soon(): { is: string } {
    return { is: 'soon' };
  }

  @Post('late')
  async late(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ is: string }> {
    await sleep(LATER_MILLISECONDS);
    // As controllers say it: by then somebody else has answered.
    void reply.status(201).header('Location', '/late');
    finished.push('late');
    return { is: 'late' };
  }

  @Post('late-failure')
  async lateFailure(): Promise<never> {
    await sleep(LATER_MILLISECONDS);
    finished.push('late-failure');
    throw new Error('late');
  }

  @Get('late')
  async lateRead(): Promise<{ is: string }> {
    await sleep(LATER_MILLISECONDS);
    return { is: 'read' };
  }

  @Post('streamed')
  @StreamedBody()
  @HttpCode(200)
  async streamed(): Promise<{ is: string }> {
    await sleep(LATER_MILLISECONDS);
    return { is: 'streamed' };
  }
}

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp(SlowController)));
afterAll(() => app.close());

const posting = (path: string) => app.inject({ method: 'POST', url: `/v1/${path}` });

describe('a post', () => {
  it('is answered with its own answer where that comes in time', async () => {
    const response = await posting('soon');
    expect([response.statusCode, response.json()]).toEqual([201, { is: 'soon' }]);
  });

  it.each(['late', 'late-failure'])(
    'is told to come again once its time is over, and its work ends (%s)',
    async (path) => {
      finished.length = 0;
      const response = await posting(path);
      expect(finished).toEqual([]);
      const { statusCode, headers } = response;
      expect([statusCode, response.json().code, headers['retry-after']]).toEqual([503, 'store-unavailable', '1']);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers['location']).toBeUndefined();
      // An answer that comes too late goes nowhere, and ends nothing.
      await sleep(2 * LATER_MILLISECONDS);
      expect(finished).toEqual([path]);
      expect((await posting('soon')).statusCode).toBe(201);
    },
  );

  it('has as long as its body takes to come where that is streamed', async () => {
    const headers = { 'content-type': 'text/csv' };
    const response = await app.inject({ method: 'POST', url: '/v1/streamed', headers, payload: 'key' });
    expect(response.json()).toEqual({ is: 'streamed' });
  });
});

it('lets a read take what it takes', async () => {
  expect((await app.inject('/v1/late')).json()).toEqual({ is: 'read' });
});

it('answers before those who ask give up: clients and what stands between wait for 20 s and more', () => {
  expect(ANSWER_MILLISECONDS_MAX).toBeLessThan(20_000);
});
