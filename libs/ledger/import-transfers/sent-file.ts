import { MIMEType } from 'node:util';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#platform';
import { importEncodingOf } from '#readers';
import type { ImportFormat } from './import-job.js';
import { IMPORT_BYTES_MAX, tooLarge, type SentFile } from './receive-import.js';

const FORMATS: Readonly<Record<string, ImportFormat>> = { 'application/x-ndjson': 'ndjson', 'text/csv': 'csv' };
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

/** The file that a request brings, by its headers; its body is still to be read. */
export function sentFileOf({ headers, body }: FastifyRequest): SentFile {
  const type = mimeTypeOf(headers['content-type'] ?? '');
  const format = type ? FORMATS[type.essence] : undefined;
  if (!format || !(body instanceof Readable)) refuseType('Send application/x-ndjson or text/csv.');
  const encoding = importEncodingOf(type!.params.get('charset') ?? 'utf-8');
  if (!encoding) refuseType('Send it with charset=utf-8 or charset=shift_jis.');
  const packing = headers['content-encoding'] ?? 'identity';
  if (packing !== 'identity' && packing !== 'gzip') refuseType('Send it as it is, or with Content-Encoding: gzip.');
  if (Number(headers['content-length'] ?? 0) > IMPORT_BYTES_MAX) throw tooLarge(IMPORT_BYTES_MAX);
  const key = headers['idempotency-key'];
  if (key !== undefined && !IDEMPOTENCY_KEY.test(String(key))) {
    const errors = [{ pointer: '', detail: 'Idempotency-Key must be 1 to 200 visible characters' }];
    throw new Refusal('invalid-request', { errors });
  }
  return { format, encoding, isGzip: packing === 'gzip', idempotencyKey: key ? String(key) : null, body };
}

function mimeTypeOf(text: string): MIMEType | null {
  try {
    return new MIMEType(text);
  } catch {
    return null;
  }
}

function refuseType(detail: string): never {
  throw new Refusal('unsupported-media-type', { detail });
}
