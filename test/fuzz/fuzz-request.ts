import { Buffer } from 'node:buffer';

/** Who sends a request: a role at the association that is asked, another member, or nobody. */
export const SENDERS = [
  'officer',
  'second-officer',
  'integrator',
  'auditor',
  'member',
  'other-member',
  'representative',
  'operator',
  'nobody',
] as const;
export type Sender = (typeof SENDERS)[number];

/** How the length of a body is said, and whether that is true. */
export const FRAMINGS = ['length', 'chunked', 'cut', 'too-long', 'bad-chunk', 'two-lengths', 'no-host'] as const;
export type Framing = (typeof FRAMINGS)[number];

/** Bytes, as a text wherever they are one. */
export type Bytes = { readonly text: string } | { readonly base64: string };

/** A request as it goes over the wire, whatever it is worth. Of `target` and `headers` each character is one byte. */
export interface FuzzRequest {
  /** The operation of the contract from which it was made: `POST /v1/transfers`. */
  readonly route: string;
  readonly sender: Sender;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Bytes | null;
  readonly framing: Framing;
}

export function bytesOf(body: Bytes | null): Buffer {
  if (body === null) return Buffer.alloc(0);
  return 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
}

export function asBytes(buffer: Buffer): Bytes {
  const text = buffer.toString();
  return Buffer.from(text).equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}

/** Whether the sender ends its half of the connection after it: the request is not whole and never will be. */
export function isCutOff({ framing, body, headers }: FuzzRequest): boolean {
  const saysMore = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  return saysMore || (body !== null && ['cut', 'too-long', 'bad-chunk', 'two-lengths'].includes(framing));
}

/** The bytes to send. */
export function toWire(request: FuzzRequest, host: string, token: string | null): Buffer {
  const { method, target, headers, framing, body } = request;
  const whole = bytesOf(body);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(framing === 'no-host' ? [] : [`Host: ${host}`]),
    ...(token === null ? [] : [`Authorization: Bearer ${token}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === null ? [] : lengthOf(framing, whole.length)),
  ];
  const payload = body === null ? whole : payloadOf(framing, whole);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), payload]);
}

function lengthOf(framing: Framing, bytes: number): string[] {
  switch (framing) {
    case 'chunked':
    case 'bad-chunk':
      return ['Transfer-Encoding: chunked'];
    case 'two-lengths':
      return [`Content-Length: ${bytes}`, `Content-Length: ${bytes + 1}`];
    case 'too-long':
      return [`Content-Length: ${bytes + 10}`];
    default:
      return [`Content-Length: ${bytes}`];
  }
}

function payloadOf(framing: Framing, whole: Buffer): Buffer {
  const half = Math.ceil(whole.length / 2);
  switch (framing) {
    case 'cut':
      return whole.subarray(0, half - 1);
    case 'chunked':
      return Buffer.concat([chunk(whole.subarray(0, half)), chunk(whole.subarray(half)), Buffer.from('0\r\n\r\n')]);
    case 'bad-chunk':
      return Buffer.concat([Buffer.from('zz\r\n'), whole]);
    default:
      return whole;
  }
}

// An empty chunk would end the body.
function chunk(bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}
