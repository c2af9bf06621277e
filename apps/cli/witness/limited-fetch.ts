import { problemOf } from '../read-problem.js';
import { CannotCheck, type Unchecked } from './outcome.js';
import { CommandError, EXIT } from '../exit-codes.js';
import { WRONG } from './usage-words.js';

/** A log that does not answer within this is asked again by the next run. */
const ANSWER_MILLISECONDS_MAX = 30_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The address of a log without a slash at its end. Nothing but https, save on this machine: what is on the way could say anything. */
export function logAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!url || !isSafe || url.username || url.password || url.search || url.hash) {
    throw new CommandError(WRONG.noAddress(text), EXIT.usage);
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

export interface Asked {
  readonly bytesMax: number;
  readonly token?: string | undefined;
  /** Id of why it is asked. */
  readonly reason?: string | undefined;
  readonly body?: string;
  readonly language?: string | undefined;
}

/**
 * Asks a log. It alone is asked: redirects are not followed, and the path is one of ours below its address. What is too
 * long or too slow is as good as no answer.
 */
export async function ask(
  log: URL,
  path: string,
  { bytesMax, token, reason, body, language = 'en' }: Asked,
): Promise<Uint8Array> {
  const url = new URL(log);
  url.href = `${log.href}/${path}`;
  const headers = {
    'cache-control': 'no-cache',
    'accept-language': language,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(reason ? { 'kiroku-reason': reason } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
  const post = body === undefined ? {} : { method: 'POST', body };
  try {
    const response = await fetch(url, { headers, signal, redirect: 'error', ...post });
    if (!response.ok) {
      const problem = await problemOf(response);
      const facts = { found: `${response.status} ${path}`, ...(problem !== undefined && { problem }) };
      throw new CannotCheck(refusalOf(response.status, path), facts);
    }
    return await bodyOf(response, bytesMax, path);
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
    throw new CannotCheck('unreachable', { found: path });
  }
}

function refusalOf(status: number, path: string): Unchecked {
  if (status === 401 || status === 403) return 'not-permitted';
  return status === 404 && ['keys', 'checkpoint'].includes(path) ? 'no-such-log' : 'unreachable';
}

async function bodyOf(response: Response, bytesMax: number, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > bytesMax) throw new CannotCheck('too-large', { found: path });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
