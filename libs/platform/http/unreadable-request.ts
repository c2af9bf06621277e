import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { platformProblems } from '../problems/platform-problems.js';
import { HEADERS_OF_ANY_ANSWER } from './security-headers.js';
import { REST_BYTES_MAX, REST_MILLISECONDS_MAX } from './take-rest.js';

/** How many bytes had come over a connection when it was answered. */
const ANSWERED = new WeakMap<Socket, number>();

/**
 * What Node cannot read as a request never comes to a route: it is answered here, and its connection ends. Not before
 * its other side has ended it, or long enough: closed while bytes lie there unread it would be reset, and the answer lost.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  const before = ANSWERED.get(socket);
  if (before !== undefined) {
    // What comes behind it is as unreadable, and passed over.
    if (socket.bytesRead - before > REST_BYTES_MAX) socket.destroy();
    return;
  }
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  ANSWERED.set(socket, socket.bytesRead);
  const timer = setTimeout(() => socket.destroy(), REST_MILLISECONDS_MAX).unref();
  socket.once('close', () => clearTimeout(timer));
  socket.end(answer(codeOf(error)));
}

function codeOf({ code }: { code?: string }): 'headers-too-large' | 'request-too-slow' | 'request-unreadable' {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'request-unreadable';
}

// Which language is asked for is not known: Japanese, as where nobody asks for one.
function answer(code: ReturnType<typeof codeOf>): string {
  const { status, ja } = platformProblems[code];
  const id = randomUUID();
  const problem = { type: `/docs/problems#${code}`, title: ja, status, code, instance: `urn:request:${id}` };
  const body = JSON.stringify(problem);
  const headers = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': 'ja',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    'X-Request-Id': id,
    ...HEADERS_OF_ANY_ANSWER,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
