import type { FuzzRequest } from './fuzz-request.js';
import type { FuzzAnswer } from './http-answer.js';
import { faultsOf, isPassing, problemsOf } from './judge.js';

const problems = problemsOf(
  '<tr id="not-found"><td><code>not-found</code></td><td>404</td><td lang="ja">見つかりません</td><td lang="en">Not found</td></tr>' +
    '<tr id="not-yet-visible"><td><code>x</code></td><td>503</td><td lang="ja">まだ</td><td lang="en">Not yet</td></tr>' +
    '<tr id="silent-in-english"><td><code>x</code></td><td>404</td><td lang="ja">あ</td><td lang="en"></td></tr>',
);
const request: FuzzRequest = {
  route: 'GET /v1/parties',
  sender: 'officer',
  method: 'GET',
  target: '/v1/parties',
  headers: [],
  body: null,
  framing: 'length',
};
const PROBLEM = {
  type: '/docs/problems#not-found',
  title: 'Not found',
  status: 404,
  code: 'not-found',
  instance: 'urn:request:1',
};

function answer(body: object | string, over: { status?: number; headers?: Record<string, string> } = {}): FuzzAnswer {
  const headers = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': 'en',
    ...over.headers,
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status: over.status ?? 404, headers: new Map(Object.entries(headers)), body: text };
}

const kinds = (one: FuzzAnswer, of: FuzzRequest = request) =>
  faultsOf(of, one, { problems, forbidden: ['kanaria7q'] }).map(({ kind }) => kind);

describe('an answer', () => {
  it('is right as a problem in either language, as any success, and without a body to HEAD', () => {
    expect(kinds(answer(PROBLEM))).toEqual([]);
    expect(kinds(answer({ ...PROBLEM, title: '見つかりません' }, { headers: { 'content-language': 'ja' } }))).toEqual(
      [],
    );
    expect(kinds(answer({}, { status: 200 }))).toEqual([]);
    expect(kinds(answer(''), { ...request, method: 'HEAD' })).toEqual([]);
  });

  it.each<[string, FuzzAnswer]>([
    ['another type of content', answer(PROBLEM, { headers: { 'content-type': 'application/json' } })],
    ['no JSON', answer('{')],
    ['a code that nobody describes', answer({ ...PROBLEM, code: 'other', type: '/docs/problems#other' })],
    ['a type that leads elsewhere', answer({ ...PROBLEM, type: 'about:blank' })],
    ['another status inside', answer({ ...PROBLEM, status: 400 })],
    ['a status that is not the one of its code', answer({ ...PROBLEM, status: 409 }, { status: 409 })],
    ['the title of the other language', answer(PROBLEM, { headers: { 'content-language': 'ja' } })],
    ['no language', answer(PROBLEM, { headers: { 'content-language': 'fr' } })],
    ['no request', answer({ ...PROBLEM, instance: '/v1/parties' })],
    [
      'no English',
      answer({ ...PROBLEM, code: 'silent-in-english', type: '/docs/problems#silent-in-english', title: '' }),
    ],
  ])('is no problem of ours with %s', (_what, one) => {
    expect(kinds(one)).toEqual(['no-problem']);
  });

  it('is a fault from 500 on, save where it says when to ask again for a reason that passes', () => {
    const late = {
      ...PROBLEM,
      type: '/docs/problems#not-yet-visible',
      code: 'not-yet-visible',
      status: 503,
      title: 'Not yet',
    };
    const told = answer(late, { status: 503, headers: { 'retry-after': '1' } });
    expect([kinds(told), isPassing(told)]).toEqual([[], true]);
    expect(kinds(answer(late, { status: 503 }))).toEqual(['server-error']);
    expect(kinds(answer('', { status: 500 }))).toEqual(['server-error', 'no-problem']);
  });

  it('shows nothing that is marked, in its body or in a header, in any case', () => {
    expect(kinds(answer({ name: 'KANARIA7Q 商会' }, { status: 200 }))).toEqual(['leak']);
    expect(kinds(answer({}, { status: 200, headers: { link: '</kanaria7q>' } }))).toEqual(['leak']);
  });

  it('shows no place in a program', () => {
    expect(kinds(answer({ x: 'at ask (file:///srv/dist/a.js:1:2)' }, { status: 200 }))).toEqual(['stack']);
  });

  it('comes, unless its request never became whole', () => {
    const none = (what: 'closed' | 'silent'): FuzzAnswer => ({ status: 0, headers: new Map(), body: '', what });
    const cut = { ...request, body: { text: '{}' }, framing: 'cut' as const };
    expect([kinds(none('closed')), kinds(none('silent')), kinds(none('closed'), cut)]).toEqual([
      ['closed'],
      ['silent'],
      [],
    ]);
    expect(kinds(none('silent'), cut)).toEqual(['silent']);
  });
});
