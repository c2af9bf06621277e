import { MIMEType } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../problems/refusal.js';

const UTF_8 = ['utf-8', 'utf8'];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads JSON from bytes that really are UTF-8. Fastify alone would put U+FFFD in the place of every other byte, and a
 * person's name would be recorded mangled.
 */
export function readJsonBodies(server: FastifyInstance): void {
  // Fastify's own parser, with its default: names that would change a prototype are refused.
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    refuseOtherCharset(request.headers['content-type'] ?? '');
    // Clients name a type for every request: nothing is no body, and whoever needs one says so.
    if (body.length === 0) return done(null, undefined);
    // It answers through `done` alone, whatever its type says.
    void parse(request, decode(body), done);
  });
}

function refuseOtherCharset(contentType: string): void {
  const charset = charsetOf(contentType);
  if (charset !== null && UTF_8.includes(charset.toLowerCase())) return;
  throw new Refusal('unsupported-media-type', { detail: 'Send application/json in UTF-8.' });
}

/** RFC 8259: JSON is UTF-8 unless something else is said. Null where the type cannot be read. */
function charsetOf(contentType: string): string | null {
  try {
    return new MIMEType(contentType).params.get('charset') ?? 'utf-8';
  } catch {
    return null;
  }
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    const errors = [{ pointer: '', detail: 'is not UTF-8' }];
    throw new Refusal('invalid-request', { detail: 'The body is not UTF-8.', errors });
  }
}
