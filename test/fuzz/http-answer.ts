import { Buffer } from 'node:buffer';

/** What came back. Status 0: nothing that could be read came; `what` says why. */
export interface FuzzAnswer {
  readonly status: number;
  /** By lower-case name; of a name that came twice the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly what?: 'closed' | 'silent' | 'unreadable';
}

const HEAD_END = '\r\n\r\n';

/**
 * Reads one answer of HTTP/1.1 from the bytes that came until now; null while it is not whole. `isEnded`: nothing more
 * will come. What is not a final answer (1xx) is passed over.
 */
export function readAnswer(bytes: Buffer, method: string, isEnded: boolean): FuzzAnswer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return isEnded && bytes.length > 0 ? unreadable() : null;
  const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first!)?.[1] ?? 0);
  if (status === 0) return unreadable();
  const rest = bytes.subarray(end + HEAD_END.length);
  if (status < 200) return readAnswer(rest, method, isEnded);
  const headers = new Map(lines.map(splitHeader));
  const whole = bodyOf(rest, { headers, isEnded, isEmpty: method === 'HEAD' || status === 204 || status === 304 });
  return whole === null ? (isEnded ? unreadable() : null) : { status, headers, body: whole.toString() };
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

interface Framed {
  readonly headers: ReadonlyMap<string, string>;
  readonly isEnded: boolean;
  readonly isEmpty: boolean;
}

function bodyOf(rest: Buffer, { headers, isEnded, isEmpty }: Framed): Buffer | null {
  if (isEmpty) return Buffer.alloc(0);
  if (headers.get('transfer-encoding') === 'chunked') return chunksOf(rest);
  const length = headers.get('content-length');
  if (length === undefined) return isEnded ? rest : null;
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : null;
}

function chunksOf(rest: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(rest.subarray(at, line).toString('latin1'), 16);
    const from = line + 2;
    if (rest.length < from + size + 2) return null;
    if (size === 0) return Buffer.concat(parts);
    parts.push(rest.subarray(from, from + size));
    at = from + size + 2;
  }
}

function unreadable(): FuzzAnswer {
  return { status: 0, headers: new Map(), body: '', what: 'unreadable' };
}
