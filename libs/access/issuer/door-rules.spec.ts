import { isVisit, whyNotIn, type AtTheDoor } from './door-rules.js';

const HOST = '127.0.0.1:3000';
const at = (over: Partial<AtTheDoor> = {}): AtTheDoor => ({
  method: 'GET',
  url: '/issuer/authorize?client_id=kiroku-console',
  host: HOST,
  origin: undefined,
  ...over,
});

describe('who comes in to the development issuer', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', 'localhost', '[::1]:3000', '192.168.1.20:3000'])(
    'is whoever asks under %s',
    (host) => {
      expect(whyNotIn(at({ host }))).toBeNull();
    },
  );

  it.each([
    undefined,
    '',
    'kiroku.attacker.example',
    'localhost.attacker.example:3000',
    '127.0.0.1.attacker.example',
    'a b',
  ])('is nobody who asks under %j, which may be somebody else’s name', (host) => {
    expect(whyNotIn(at({ host }))).toContain('Host');
  });

  it('is no form that was sent from another place', () => {
    const form = { method: 'POST', url: '/issuer/sign-in/uid' };
    const from = (origin: string | undefined) => whyNotIn(at({ ...form, origin })) === null;
    expect([from('http://127.0.0.1:3000'), from(undefined)]).toEqual([true, true]);
    for (const origin of ['null', 'http://127.0.0.1:3001', 'http://localhost:3000', 'https://attacker.example'])
      expect([origin, from(origin)]).toEqual([origin, false]);
  });

  it('is the console for its token, from wherever its pages are', () => {
    expect(whyNotIn(at({ method: 'POST', url: '/issuer/token', origin: 'http://localhost:5173' }))).toBeNull();
  });

  it('is nobody who wants the code in a form or a fragment, or asks by a form', () => {
    const mode = (name: string) => whyNotIn(at({ url: `/issuer/authorize?response_mode=${name}` }));
    expect([mode('query'), mode('form_post'), mode('fragment')]).toEqual([
      null,
      expect.stringContaining('response_mode'),
      expect.stringContaining('response_mode'),
    ]);
    expect(whyNotIn(at({ method: 'POST', origin: 'http://127.0.0.1:3000' }))).toContain('GET');
  });
});

it('a visit is one that asks for nothing', () => {
  const visits = ['/issuer/', '/issuer/authorize', '/issuer/authorize?client_id=x', '/issuer/jwks.json'];
  expect(visits.map((url) => isVisit(at({ url })))).toEqual([true, true, false, false]);
});
