import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import type { Seeded } from '../harness/seeded.js';
import { asBytes, bytesOf, FRAMINGS, type FuzzRequest } from './fuzz-request.js';
import { BODIES, HEADERS, METHODS, OTHER_BYTES, QUERIES, TYPES } from './odd-parts.js';

type Change = (request: FuzzRequest, random: Seeded) => FuzzRequest;

const CHANGES: readonly Change[] = [
  (request, random) => ({ ...request, method: random.pick(METHODS) }),
  (request, random) => withHeader(request, 'Content-Type', random.pick(TYPES)),
  (request) => withoutHeader(request, 'content-type'),
  (request, random) => {
    const name = random.pick(Object.keys(HEADERS));
    return withHeader(request, name, random.pick(HEADERS[name]!), random.chance(0.1) ? 2 : 1);
  },
  (request, random) => withHeader(request, 'X-Many', 'x', random.pick([50, 500, 3_000])),
  (request, random) => ({ ...request, body: asBytes(random.pick([...BODIES, ...BODIES, ...OTHER_BYTES])) }),
  (request, random) => ({ ...request, body: asBytes(garble(bytesOf(request.body), random)) }),
  (request, random) => {
    const packed = gzipSync(bytesOf(request.body));
    const body = random.chance(0.3) ? packed : garble(packed, random);
    return withHeader({ ...request, body: asBytes(body) }, 'Content-Encoding', 'gzip');
  },
  (request, random) => ({ ...request, framing: random.pick(FRAMINGS) }),
  (request) => ({ ...request, body: null }),
  (request, random) => ({ ...request, target: oddTarget(request.target, random) }),
  (request, random) => ({ ...request, target: oddQuery(request.target, random) }),
];

/** The same request, sent in a way in which nobody should send one. */
export function sendOddly(request: FuzzRequest, random: Seeded): FuzzRequest {
  return random.pick(CHANGES)(request, random);
}

function withHeader(request: FuzzRequest, name: string, value: string, times = 1): FuzzRequest {
  const more = Array.from({ length: times }, () => [name, value] as const);
  return { ...withoutHeader(request, name.toLowerCase()), headers: [...withoutHeader(request, name).headers, ...more] };
}

function withoutHeader(request: FuzzRequest, name: string): FuzzRequest {
  return { ...request, headers: request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()) };
}

/** Cuts, doubles or changes some of the bytes. */
function garble(bytes: Buffer, random: Seeded): Buffer {
  if (bytes.length === 0) return Buffer.from([random.below(256)]);
  const at = random.below(bytes.length);
  switch (random.below(4)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return bytes.subarray(at);
    case 2:
      return Buffer.concat([bytes, bytes]);
    default: {
      const copy = Buffer.from(bytes);
      for (let times = 0; times < 3; times += 1) copy[random.below(copy.length)] = random.below(256);
      return copy;
    }
  }
}

function oddTarget(target: string, random: Seeded): string {
  const [path = '', ...query] = target.split('?');
  const rest = query.length > 0 ? `?${query.join('?')}` : '';
  return random.pick([
    `${path}/${rest}`,
    `/${path}${rest}`,
    `${path.toUpperCase()}${rest}`,
    path.replace('/v1/', '/v1/../v1/') + rest,
    path.replace('/v1/', '/v1/%2e%2e/v1/') + rest,
    path.replace('/v1/', '/v2/') + rest,
    `${path}%00${rest}`,
    `${path}%ff${rest}`,
    `${path}%zz${rest}`,
    `${path};a=b${rest}`,
    `${path}.json${rest}`,
    `${path}#x`,
    `${path}\xe3\x81\x82`,
    `http://evil.example${target}`,
    path.slice(1),
    '*',
    '/',
    `${path}/${'a'.repeat(199)}${rest}`,
    `${path}/${'a'.repeat(10_000)}${rest}`,
    `${path}${'/a'.repeat(2_000)}${rest}`,
    path.replace(/[^/]+$/, '%F0%A0%AE%B7'),
    path.replace(/[^/]+$/, '%E8%A6%8B%00'),
    path.replace(/[^/]+$/, '%ED%A0%80'),
    path.replace(/[^/]+$/, '__proto__'),
    path.replace(/[^/]+$/, '..%2f..%2fetc%2fpasswd'),
    path.replace(/[^/]+$/, '1%0d%0aX-Injected:1'),
  ]);
}

function oddQuery(target: string, random: Seeded): string {
  const sign = target.includes('?') ? '&' : '?';
  return `${target}${sign}${random.pick(QUERIES)}`;
}
