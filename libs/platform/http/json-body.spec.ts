import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IntField, TextField } from '../fields/fields.js';
import { anApp } from '../testing/an-app.js';
import { Open } from './open.js';

class NameRequest {
  @TextField()
  name!: string;

  @IntField({ optional: true })
  count?: number;
}

@Open()
@Controller('v1')
class NameController {
  @Post('name')
  @HttpCode(200)
  take(@Body() { name }: NameRequest): { name: string } {
    return { name };
  }
}

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp(NameController)));
afterAll(() => app.close());

async function send(payload: Buffer | string, type = 'application/json') {
  const headers = { 'content-type': type, 'accept-language': 'en' };
  const response = await app.inject({ method: 'POST', url: '/v1/name', headers, payload });
  return { status: response.statusCode, ...response.json() };
}

describe('reading a body of JSON', () => {
  it.each(['application/json', 'application/json;charset=utf-8', 'application/json; charset="UTF-8"'])(
    'takes UTF-8 sent as %s',
    async (type) => expect(await send('{"name":"髙𠮷"}', type)).toEqual({ status: 200, name: '髙𠮷' }),
  );

  it('takes a byte order mark for what it is', async () => {
    expect(await send('\uFEFF{"name":"髙"}')).toEqual({ status: 200, name: '髙' });
  });

  it.each(['Shift_JIS', 'utf-16', '"euc-jp"', 'nonsense', 'utf-8x'])('refuses the charset %s', async (charset) => {
    const answer = await send('{"name":"a"}', `application/json; charset=${charset}`);
    expect(answer).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  it.each([
    ['Shift_JIS', [0x8d, 0x82]],
    ['a character cut in two', [0xe9, 0xab]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
  ])('refuses bytes that are not UTF-8, so that no name is stored mangled: %s', async (_what, bytes) => {
    const payload = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(await send(payload)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      detail: 'The body is not UTF-8.',
      errors: [{ pointer: '', detail: 'is not UTF-8' }],
    });
  });

  it.each(['{"name":"a","__proto__":{"isNew":true}}', '{"name":"a","constructor":{"prototype":{"isNew":true}}}'])(
    'refuses %s, which would change the prototype',
    async (payload) => expect(await send(payload)).toMatchObject({ status: 400, code: 'invalid-request' }),
  );

  it('takes the last of two names that are the same, and validates what it takes', async () => {
    expect(await send('{"name":1,"name":"b"}')).toEqual({ status: 200, name: 'b' });
    expect(await send('{"name":"a","name":2}')).toMatchObject({ status: 400, errors: [{ pointer: '/name' }] });
  });

  it.each(['1e999', '-1e999', '1e400', '9007199254740993', '1e21', '0.1', '-1'])(
    'refuses %s, which no count can be',
    async (count) => {
      const answer = await send(`{"name":"a","count":${count}}`);
      expect(answer).toMatchObject({ status: 400, errors: [{ pointer: '/count' }] });
    },
  );

  it.each([
    '{"name":"a"',
    '{"name":"a","count":',
    '{"name":"a\\',
    '{"name":"\\ud800',
    '{"name":"a"}}',
    '{"name":"a"}{}',
    "{'name':'a'}",
    '{"name":"a",}',
    '{"count":01}',
    '{"count":NaN}',
  ])('refuses %s, which is cut off or no JSON', async (payload) =>
    expect(await send(payload)).toMatchObject({ status: 400, code: 'invalid-request' }),
  );

  it.each([' ', '{"name":'])('refuses %j as not readable', async (payload) => {
    expect(await send(payload)).toMatchObject({ status: 400, detail: 'The body is not JSON that can be read.' });
  });

  it('takes an empty one for none: what is missing is told by its name', async () => {
    expect(await send('')).toMatchObject({
      status: 400,
      errors: [{ pointer: '/name', detail: expect.any(String) }],
    });
  });
});
