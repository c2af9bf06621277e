import { sha256 } from '../sha256.js';
import { decodeEnvelope, type Envelope } from '../envelope.js';
import type { Failure } from '../report.js';
import { codeSha256, hexOf } from './check-code.js';
import type { ReadIssuedData } from './issued-data.js';
import type { ReadProof } from './issued-proof.js';

/** What the log says of a document when it was issued: `DocumentIssued`. */
export interface IssuedEntry {
  readonly documentId: string;
  readonly kind: string;
  readonly format: string;
  readonly language: string;
  readonly issuedOn: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly dataSha256: string;
  readonly codeSha256: string;
}

const TEXTS = [
  'documentId',
  'kind',
  'format',
  'language',
  'issuedOn',
  'sha256',
  'dataSha256',
  'codeSha256',
] as const satisfies readonly (keyof IssuedEntry)[];
const SCHEMA_VERSION = 1;

/**
 * Reads the entry that a proof brings, once it is known to be in the log of this origin; or says which field makes it
 * another thing. The name of an association ends the origin of its log: of another log, it says nothing about this one.
 */
export function readEntry({ entry, association }: ReadProof, origin: string): IssuedEntry | Failure {
  if (!origin.endsWith(`/${association}`))
    return { what: 'other-log', where: 'entry.association', expected: `…/${association}`, found: origin };
  const envelope = readEnvelope(entry);
  if (!envelope) return { what: 'bytes-unreadable', where: 'entry' };
  if (envelope.association !== association)
    return {
      what: 'other-log',
      where: 'entry.association',
      expected: association,
      found: String(envelope.association),
    };
  const data = (envelope.data ?? {}) as Record<string, unknown>;
  const wrong = (field: string, expected: string, found: unknown): Failure => ({
    what: 'document-entry-wrong',
    where: `entry.${field}`,
    expected,
    found: String(found).slice(0, 100),
  });
  if (envelope.type !== 'DocumentIssued') return wrong('type', 'DocumentIssued', envelope.type);
  if (envelope.schemaVersion !== SCHEMA_VERSION) return { what: 'unknown-event', where: 'entry.schemaVersion' };
  const missing = TEXTS.find((field) => typeof data[field] !== 'string');
  if (missing) return wrong(`data.${missing}`, 'text', data[missing]);
  if (typeof data['bytes'] !== 'number') return wrong('data.bytes', 'number', data['bytes']);
  const stream = `document-${String(data['documentId'])}`;
  if (envelope.stream !== stream) return wrong('stream', stream, envelope.stream);
  return data as unknown as IssuedEntry;
}

function readEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const envelope: unknown = decodeEnvelope(bytes);
    return typeof envelope === 'object' ? (envelope as Envelope | null) : null;
  } catch {
    return null;
  }
}

/** That the data is what the log says was issued. */
export function checkDigest({ data }: ReadProof, entry: IssuedEntry): Failure[] {
  const found = hexOf(sha256(new TextEncoder().encode(data)));
  if (found === entry.dataSha256) return [];
  return [{ what: 'document-data-differs', where: 'entry.data.dataSha256', expected: entry.dataSha256, found }];
}

/** That what a document says of itself is what the log says of it. */
export function checkHead(data: ReadIssuedData, proof: ReadProof, entry: IssuedEntry): Failure[] {
  const { documentId, kind, language, issuedOn, association } = data;
  const said = { documentId, kind, language, issuedOn, codeSha256: codeSha256(data.code) ?? '' };
  const differing = Object.entries(said)
    .map(([field, found]) => ({ field, found, expected: entry[field as keyof typeof said] }))
    .filter(({ found, expected }) => found !== expected)
    .map(({ field, ...told }): Failure => ({ what: 'document-head-differs', where: `entry.data.${field}`, ...told }));
  const failures: Failure[] = [...differing];
  if (association !== proof.association) {
    const told = { expected: proof.association, found: association };
    failures.push({ what: 'document-head-differs', where: 'entry.association', ...told });
  }
  // A file of data is that data and nothing else.
  if (entry.format === 'JSON' && entry.sha256 !== entry.dataSha256) {
    const told = { expected: entry.dataSha256, found: entry.sha256 };
    failures.push({ what: 'document-entry-wrong', where: 'entry.data.sha256', ...told });
  }
  return failures;
}

/** That the file is the one that the log says was issued. */
export function checkFile(body: Uint8Array, entry: IssuedEntry): Failure[] {
  const found = hexOf(sha256(body));
  if (found !== entry.sha256)
    return [{ what: 'document-changed', where: 'entry.data.sha256', expected: entry.sha256, found }];
  if (body.length === entry.bytes) return [];
  const told = { expected: String(entry.bytes), found: String(body.length) };
  return [{ what: 'document-changed', where: 'entry.data.bytes', ...told }];
}
