import { canonicalBytes } from '../canonical.js';
import type { AgeTerms } from '../checkpoint-age.js';
import { equalBytes } from '../bytes.js';
import type { VerifierKey } from '../note.js';
import { failed, joinReports, reportOf, type About, type Failure, type VerificationReport } from '../report.js';
import { positionOfLeaf, verifyAcknowledgement } from '../verify-acknowledgement.js';
import { parseInclusionFile } from '../inclusion-file.js';
import { checkDisclosed } from './check-disclosed.js';
import { checkDigest, checkFile, checkHead, readEntry, type IssuedEntry } from './check-entry.js';
import { shownCode, readCheckCode } from './check-code.js';
import { readIssuedData } from './issued-data.js';
import { ISSUED_PROOF_FORMAT, readIssuedProof, type ReadProof } from './issued-proof.js';
import { PdfError } from './pdf-body.js';
import { DOCUMENT_BYTES_MAX, isPdf, namesProof, pdfUpdate, PROOF_FILE, splitPdf } from './pdf-update.js';

export interface IssuedOptions {
  /** How old the checkpoint of the entry may be; any age where it is left out. */
  readonly age?: AgeTerms;
}

/** What is proved of a file, and out of which parts of it. */
interface Parts {
  readonly body: Uint8Array;
  readonly proof: ReadProof;
  /** That nothing else stands behind the body. */
  readonly checkUpdate: () => Failure[];
}

/**
 * Verifies that an association issued a file, and what it says in it. A PDF brings its proof; to other files, and to a PDF
 * as it was before its proof was attached, it is handed in as the parsed JSON.
 */
export async function verifyIssued(
  file: Uint8Array,
  beside: unknown,
  keys: readonly VerifierKey[],
  { age }: IssuedOptions = {},
): Promise<VerificationReport> {
  const parts = partsOf(file, beside);
  if ('what' in parts) return failed(parts);
  const { body, proof, checkUpdate } = parts;
  const included = await verifyAcknowledgement(proof.proof, keys, { bytes: proof.entry }, age);
  if (included.ok !== 'ok')
    return { ...included, failures: included.failures.map((failure) => ({ where: 'entry', ...failure })) };
  const origin = included.about?.find(({ what }) => what === 'log')?.value ?? '';
  const entry = readEntry(proof, origin);
  if ('what' in entry) return failed(entry, included.checked);
  // What was altered need not be readable any more, and an update is compared with what was issued alone.
  const failures = [...checkFile(body, entry), ...checkDigest(proof, entry)];
  const data = failures.length > 0 ? null : readIssuedData(proof.data);
  if (data) failures.push(...checkHead(data, proof, entry), ...checkUpdate());
  else if (failures.length === 0) failures.push({ what: 'unknown-format', where: 'data' });
  if (failures.length > 0 || !data) return joinReports([failedWith(failures), included]);
  const disclosed = await checkDisclosed(data.disclosed, proof, keys);
  const own = reportOf({
    checked: [
      { what: 'document', count: 1 },
      { what: 'document-data', count: 1 },
    ],
    failures: [],
    notPromised: ['visible-text', 'replaced-later', ...(data.disclosed ? [] : (['no-completeness'] as const))],
    about: aboutOf(proof, entry, data.code),
  });
  return joinReports([own, ...(disclosed ? [disclosed] : []), included]);
}

function failedWith(failures: readonly Failure[]): VerificationReport {
  return reportOf({ checked: [], failures, notPromised: [] });
}

function partsOf(file: Uint8Array, beside: unknown): Parts | Failure {
  if (file.length > DOCUMENT_BYTES_MAX)
    return { what: 'document-too-large', expected: String(DOCUMENT_BYTES_MAX), found: String(file.length) };
  const split = isPdf(file) ? splitPdf(file) : null;
  if (!split) {
    if (isPdf(file) && namesProof(file)) return { what: 'document-update-differs', where: PROOF_FILE };
    if (beside === null || beside === undefined) return { what: 'document-proof-missing' };
    const proof = readIssuedProof(beside);
    return proof ? { body: file, proof, checkUpdate: () => [] } : { what: 'unreadable', where: ISSUED_PROOF_FORMAT };
  }
  // Of two proofs only one would be looked at.
  if (beside !== null && beside !== undefined) return { what: 'document-proof-doubled', where: PROOF_FILE };
  const attached = jsonOf(split.proof);
  const proof = readIssuedProof(attached);
  if (!proof) return { what: 'document-update-differs', where: PROOF_FILE };
  return { body: split.body, proof, checkUpdate: () => updateFailures(split, attached) };
}

function updateFailures({ body, update }: { body: Uint8Array; update: Uint8Array }, attached: unknown): Failure[] {
  try {
    if (equalBytes(pdfUpdate(body, canonicalBytes(attached)), update)) return [];
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
  }
  return [{ what: 'document-update-differs', where: PROOF_FILE }];
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

function aboutOf(proof: ReadProof, entry: IssuedEntry, code: string): About[] {
  return [
    { what: 'association', value: proof.association },
    { what: 'document-kind', value: entry.kind },
    { what: 'issued-on', value: entry.issuedOn },
    { what: 'document-code', value: shownCode(readCheckCode(code) ?? '') },
    { what: 'document-id', value: entry.documentId },
    { what: 'document-sha256', value: entry.sha256 },
    { what: 'issued-position', value: positionOfLeaf(parseInclusionFile(proof.proof).index) },
  ];
}
