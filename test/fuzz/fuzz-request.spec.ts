import { Buffer } from 'node:buffer';
import { asBytes, FRAMINGS, isCutOff, toWire, type FuzzRequest } from './fuzz-request.js';
import { toCurl } from './to-curl.js';

const request: FuzzRequest = {
  route: 'POST /v1/holds',
  sender: 'officer',
  method: 'POST',
  target: '/v1/holds?a=%00',
  headers: [['Content-Type', 'application/json']],
  body: { text: '{"a":"見本"}' },
  framing: 'length',
};
const wire = (over: Partial<FuzzRequest>) => toWire({ ...request, ...over }, 'kiroku:1', 't').toString('latin1');

describe('a request over the wire', () => {
  it('says its length in bytes, and is whole', () => {
    const [head, body] = wire({}).split('\r\n\r\n') as [string, string];
    expect(head.split('\r\n')).toEqual([
      'POST /v1/holds?a=%00 HTTP/1.1',
      'Host: kiroku:1',
      'Authorization: Bearer t',
      'Content-Type: application/json',
      'Content-Length: 14',
    ]);
    expect(Buffer.from(body, 'latin1').toString()).toBe('{"a":"見本"}');
  });

  it('is broken as its framing says', () => {
    expect(wire({ framing: 'chunked' })).toMatch(
      /Transfer-Encoding: chunked\r\n\r\n7\r\n[^]{7}\r\n7\r\n[^]{7}\r\n0\r\n\r\n$/,
    );
    expect(wire({ framing: 'cut' })).toMatch(/Content-Length: 14\r\n\r\n[^]{6}$/);
    expect(wire({ framing: 'too-long' })).toMatch(/Content-Length: 24\r\n\r\n[^]{14}$/);
    expect(wire({ framing: 'two-lengths' })).toContain('Content-Length: 14\r\nContent-Length: 15');
    expect(wire({ framing: 'bad-chunk' })).toContain('chunked\r\n\r\nzz\r\n');
    expect(wire({ framing: 'no-host' })).not.toContain('Host');
    expect(FRAMINGS.filter((framing) => isCutOff({ ...request, framing }))).toEqual([
      'cut',
      'too-long',
      'bad-chunk',
      'two-lengths',
    ]);
  });

  it('keeps bytes that are no text', () => {
    expect(asBytes(Buffer.from([0xff, 0x00]))).toEqual({ base64: '/wA=' });
    expect(asBytes(Buffer.from('見本'))).toEqual({ text: '見本' });
  });
});

describe('the line that shows a request again', () => {
  it('is plain where curl sends what is asked, and quotes what a shell would read', () => {
    const text = "it's $HOME";
    expect(toCurl({ ...request, body: { text } }, 'http://127.0.0.1:3000', 'kiroku token')).toBe(
      `TOKEN=$(kiroku token); curl -sS -i --path-as-is -X POST 'http://127.0.0.1:3000/v1/holds?a=%00'` +
        ` -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data-raw 'it'\\''s $HOME'`,
    );
  });

  it('sends the very bytes where curl would mend them', () => {
    const line = toCurl({ ...request, method: 'get', framing: 'cut' }, 'http://127.0.0.1:3000', null);
    const [, base64] = /^echo (\S+) \| base64 -d \| curl -sS -N --max-time 30 telnet:\/\/127.0.0.1:3000$/.exec(line)!;
    const sent = toWire({ ...request, method: 'get', framing: 'cut' }, '127.0.0.1:3000', null);
    expect(Buffer.from(base64!, 'base64')).toEqual(sent);
  });
});
