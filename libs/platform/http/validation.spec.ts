import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DayField, ListField, TextField } from '../index.js';
import { anApp } from '../testing/an-app.js';
import { Open } from './open.js';
import { PageRequest } from './page.request.js';

class Item {
  @TextField({ max: 5 })
  code!: string;
}

class Member {
  @ListField(() => Item, { max: 5 })
  items!: Item[];
}

class SentRequest {
  @DayField({ optional: true })
  day?: string;

  @ListField(() => Member, { max: 5 })
  members!: Member[];
}

@Open()
@Controller('v1')
class SentController {
  @Post('sent')
  send(@Body() request: SentRequest): SentRequest {
    return request;
  }

  @Get('listed')
  list(@Query() page: PageRequest): PageRequest {
    return page;
  }
}

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp(SentController)));
afterAll(() => app.close());

async function send(payload: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await app.inject({ method: 'POST', url: '/v1/sent', headers, payload });
  return { status: response.statusCode, body: response.body, errors: response.json().errors };
}

describe('validating a body', () => {
  it('names a bad field deep inside by its JSON pointer', async () => {
    const item = { code: 'ok' };
    const members = [{ items: [item] }, { items: [item] }, { items: [item] }, { items: [{ code: 7 }] }];
    const { status, errors } = await send(JSON.stringify({ members }));
    expect(status).toBe(400);
    expect(errors).toEqual([{ pointer: '/members/3/items/0/code', detail: 'is not a text' }]);
  });

  it('refuses a field that is not of the request, at every depth, and escapes its pointer', async () => {
    const { errors } = await send('{"a/b~c":1,"members":[{"items":[{"code":"a","extra":1}]}]}');
    const detail = 'is not a field of this request';
    expect(errors).toContainEqual({ pointer: '/a~1b~0c', detail });
    expect(errors).toContainEqual({ pointer: '/members/0/items/0/extra', detail });
  });

  it('says which part of a list is no object', async () => {
    for (const stranger of [null, 1, []]) {
      const { errors } = await send(JSON.stringify({ members: [{ items: [] }, stranger] }));
      expect(errors).toEqual([{ pointer: '/members', detail: 'holds something that is not an object at 1' }]);
    }
  });

  it('says one thing of one field', async () => {
    expect((await send('{}')).errors).toEqual([{ pointer: '/members', detail: 'is missing' }]);
  });

  it('never quotes what was sent', async () => {
    const secret = '山田太郎';
    const members = [{ items: [{ code: `${secret}${secret}` }] }, secret, { items: secret }];
    const { status, body } = await send(JSON.stringify({ day: secret, unknown: secret, members }));
    expect(status).toBe(400);
    expect(body).not.toContain(secret);
  });

  it('lists no more than fifty errors and says how many there were', async () => {
    const extras = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`extra${index}`, 1]));
    const { body, errors } = await send(JSON.stringify(extras));
    expect(errors).toHaveLength(50);
    expect(JSON.parse(body).detail).toBe('The first 50 of 91 bad fields are listed.');
  });

  it.each(['[]', '[{"members":[]}]', '"text"', '5', 'true'])('refuses %s, which is no object', async (payload) => {
    const { status, errors } = await send(payload);
    expect([status, errors]).toEqual([400, [{ pointer: '', detail: 'is not an object' }]]);
  });

  it.each(['{"a":', '', '{"__proto__":{"isNew":true}}', 'NaN'])('refuses %j, which it cannot read', async (payload) => {
    expect(await send(payload)).toMatchObject({ status: 400 });
  });

  it('takes a body that is left out for an empty one', async () => {
    const response = await app.inject({ method: 'POST', url: '/v1/sent' });
    expect([response.statusCode, response.json().errors[0].pointer]).toEqual([400, '/members']);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'then'])('is not led astray by a field %s', async (field) => {
    const { status, body } = await send(`{"${field}":{"prototype":1},"members":[]}`);
    expect(status).toBeLessThan(500);
    expect(body).not.toContain('prototype');
  });

  it('refuses a body nested so deeply that walking it would run out of stack', async () => {
    const depth = 100_000;
    const { status, errors } = await send(`{"members":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect([status, errors]).toEqual([400, [{ pointer: '', detail: 'is nested too deeply' }]]);
  });

  it('refuses more values than it could validate in reasonable time, and at once', async () => {
    const startedAt = Date.now();
    const { status, errors } = await send(`{"members":[${'{},'.repeat(400_000)}{}]}`);
    expect([status, errors]).toEqual([400, [{ pointer: '', detail: 'holds more than 100000 values' }]]);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it.each([
    ['in the body itself', (many: object) => many],
    ['deep inside', (many: object) => ({ members: [{ items: [many] }] })],
  ])('refuses an object with more names than any request has, and at once: %s', async (_place, around) => {
    const many = Object.fromEntries(Array.from({ length: 99_000 }, (_, index) => [`k${index}`, 1]));
    const startedAt = Date.now();
    const { status, errors } = await send(JSON.stringify(around(many)));
    expect([status, errors]).toEqual([400, [{ pointer: '', detail: 'holds an object with more than 200 names' }]]);
    // Looking at each name took 9 s and more.
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('counts names for each object alone', async () => {
    const extras = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, 1]));
    const { body } = await send(JSON.stringify({ ...extras, members: [extras] }));
    expect(JSON.parse(body).detail).toBe('The first 50 of 301 bad fields are listed.');
  });
});

describe('validating a query', () => {
  it('reads a number, and leaves the rest as text', async () => {
    const response = await app.inject('/v1/listed?limit=20&atLeast=0000000000000001');
    expect(response.json()).toEqual({ limit: 20, atLeast: '0000000000000001' });
  });

  it.each(['limit=0', 'limit=201', 'limit=1e2', 'limit=1&limit=2', 'atLeast=1', 'cursor=', 'more=1', 'limit[a]=1'])(
    'refuses %s',
    async (query) => {
      const response = await app.inject(`/v1/listed?${query}`);
      expect([response.statusCode, response.json().code]).toEqual([400, 'invalid-request']);
    },
  );
});
