import { Buffer } from 'node:buffer';
import { readAnswer } from './http-answer.js';

const read = (text: string, isEnded = false, method = 'GET') => readAnswer(Buffer.from(text), method, isEnded);
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

describe('an answer over the wire', () => {
  it.each([
    ['with a length', `${HEAD}Content-Length: 3\r\n\r\nabc`],
    ['in chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n`],
    ['after one that is not final', `HTTP/1.1 100 Continue\r\n\r\n${HEAD}Content-Length: 3\r\n\r\nabc`],
  ])('is read once it is whole, and never sooner: %s', (_how, text) => {
    for (let length = 0; length < text.length; length += 1) expect(read(text.slice(0, length))).toBeNull();
    expect(read(text)).toMatchObject({ status: 200, body: 'abc' });
    expect(read(text)!.headers.get('content-type')).toBe('text/plain');
  });

  it('without a length ends with its connection', () => {
    expect(read(`${HEAD}\r\nabc`)).toBeNull();
    expect(read(`${HEAD}\r\nabc`, true)).toMatchObject({ status: 200, body: 'abc' });
  });

  it('to HEAD has no body, whatever length it tells', () => {
    expect(read(`${HEAD}Content-Length: 3\r\n\r\n`, false, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('that breaks off or is no HTTP is unreadable', () => {
    for (const text of [`${HEAD}Content-Length: 3\r\n\r\nab`, 'HTTP/1.1 2', 'nonsense\r\n\r\n'])
      expect(read(text, true)).toMatchObject({ status: 0, what: 'unreadable' });
    expect(read('', true)).toBeNull();
  });
});
