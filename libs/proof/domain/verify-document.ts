import { parseCheckpointText } from './checkpoint.js';
import { checkpointAgeFailure, type AgeTerms } from './checkpoint-age.js';
import { COMPLETENESS_FORMAT } from './completeness/completeness-document.js';
import { verifyCompleteness } from './completeness/verify-completeness.js';
import { verifyExtension } from './completeness/verify-extension.js';
import { ISSUED_DATA_FORMAT } from './issued/issued-data.js';
import { ISSUED_PROOF_FORMAT } from './issued/issued-proof.js';
import { isPdf } from './issued/pdf-update.js';
import { verifyIssued } from './issued/verify-issued.js';
import { IDENTITY_FORMAT } from './identity/identity-document.js';
import { verifyIdentity } from './identity/verify-identity.js';
import { parseInclusionFile } from './inclusion-file.js';
import { NoteError, parseNote, type VerifierKey } from './note.js';
import { failed, reportOf, type VerificationReport } from './report.js';
import { verifyAcknowledgement, type ProvenEntry } from './verify-acknowledgement.js';
import { verifyCheckpoint } from './verify-checkpoint.js';
import { CONSISTENCY_FORMAT, verifyConsistency, type ConsistencyDocument } from './verify-consistency.js';

/** What a document is verified with. */
export interface VerifyDocumentOptions {
  readonly keys: readonly VerifierKey[];
  /** Of which entry a proof of inclusion is said to be. */
  readonly entry?: ProvenEntry;
  /** How old the checkpoint may be, and the head of a proof of completeness; any age where it is left out. */
  readonly age?: AgeTerms;
  /** An older proof of completeness, which this one has to go on from. */
  readonly older?: Uint8Array;
  /** The proof that came beside an issued document; a PDF has it inside. */
  readonly proof?: Uint8Array;
}

/** `PK`, 3, 4: how a zip begins. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

export function isZip(head: Uint8Array): boolean {
  return ZIP.every((byte, at) => head[at] === byte);
}

export type DocumentKind = 'acknowledgement' | 'checkpoint' | 'completeness' | 'consistency' | 'document' | 'identity';

const KINDS = {
  [CONSISTENCY_FORMAT]: 'consistency',
  [COMPLETENESS_FORMAT]: 'completeness',
  [IDENTITY_FORMAT]: 'identity',
  [ISSUED_DATA_FORMAT]: 'document',
  [ISSUED_PROOF_FORMAT]: 'document',
} as const satisfies Record<string, DocumentKind>;

/** What a document says that it is; null where it is none that is known here. */
export function documentKind(bytes: Uint8Array): DocumentKind | null {
  if (isPdf(bytes)) return 'document';
  const text = textOf(bytes);
  if (text === null) return null;
  if (text.trimStart().startsWith('{')) {
    const format = jsonOf(text)?.['format'];
    return Object.entries(KINDS).find(([name]) => name === format)?.[1] ?? null;
  }
  if (isRead(() => parseInclusionFile(text)) || text.startsWith('c2sp.org/tlog-proof')) return 'acknowledgement';
  return isRead(() => parseCheckpointText(parseNote(text).text)) ? 'checkpoint' : null;
}

/** Verifies a document that is not a bundle, whatever it is. */
export async function verifyDocument(bytes: Uint8Array, options: VerifyDocumentOptions): Promise<VerificationReport> {
  if (options.proof || documentKind(bytes) === 'document') return verifyFile(bytes, options);
  const text = textOf(bytes);
  if (text === null) return failed({ what: 'unknown-format' });
  if (text.trimStart().startsWith('{')) return verifyJson(text, options);
  switch (documentKind(bytes)) {
    case 'acknowledgement':
      return verifyAcknowledgement(text, options.keys, options.entry, options.age);
    case 'checkpoint':
      return verifyLoneCheckpoint(text, options);
    default:
      return failed({ what: 'unknown-format' });
  }
}

function verifyFile(bytes: Uint8Array, { keys, age, proof }: VerifyDocumentOptions): Promise<VerificationReport> {
  const beside = proof && (jsonOf(textOf(proof) ?? '') ?? 'none');
  return verifyIssued(bytes, beside, keys, age && { age });
}

async function verifyJson(text: string, { keys, age, older }: VerifyDocumentOptions): Promise<VerificationReport> {
  const document = jsonOf(text);
  if (!document) return failed({ what: 'unreadable', where: 'JSON' });
  switch (document['format']) {
    case CONSISTENCY_FORMAT:
      return verifyConsistency(document as unknown as ConsistencyDocument, keys);
    case COMPLETENESS_FORMAT: {
      const options = age ? { age } : {};
      if (!older) return verifyCompleteness(document, keys, options);
      const before = textOf(older);
      return verifyExtension(before === null ? null : jsonOf(before), document, keys, options);
    }
    case IDENTITY_FORMAT:
      return verifyIdentity(document, keys, age);
    default:
      if (isProblem(document)) return failed({ what: 'error-answer', found: toldProblem(document) });
      return failed({ what: 'unknown-format', found: String(document['format']).slice(0, 100) });
  }
}

/** RFC 9457, as services answer instead of what was asked for, and as it lands in the file of whoever did not look. */
function isProblem({ type, title }: Record<string, unknown>): boolean {
  return typeof type === 'string' && type.includes('/docs/problems#') && typeof title === 'string';
}

function toldProblem({ status, code, title }: Record<string, unknown>): string {
  return [status, code, title]
    .join(' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 300);
}

/** Only that the log signed it; there is nothing to compare it with. */
async function verifyLoneCheckpoint(text: string, { keys, age }: VerifyDocumentOptions): Promise<VerificationReport> {
  const verdict = await verifyCheckpoint(text, keys);
  if ('failure' in verdict) return failed(verdict.failure);
  const old = age && (await checkpointAgeFailure(verdict.checkpoint, keys, age));
  const checked = [{ what: 'checkpoint', count: 1 }] as const;
  return reportOf({ checked, failures: old ? [old] : [], notPromised: ['one-view', 'time'] });
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function jsonOf(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
