import {
  codeSha256,
  DOCUMENT_BYTES_MAX,
  NoteError,
  parseVerifierKey,
  readCheckCode,
  readUnproven,
  shownCode,
  verifyIssued,
  type VerificationReport,
  type VerifierKey,
} from '#proof';
import { checkCode, keysOf, nameOf, type CheckedDocument } from './service.js';
import type { Language, Word } from './words.js';

/** What came of a check, before it is said in a language. */
export interface Outcome {
  /** `code`: that such a document was issued, and nothing of what is printed on it. */
  readonly ok: 'ok' | 'code' | 'broken' | 'cannot-check';
  readonly says: readonly Word[];
  readonly document?: CheckedDocument;
  readonly name?: Readonly<Record<Language, string>>;
  readonly report?: VerificationReport;
}

const NOT_FOUND = {
  unknown: 'codeUnknown',
  'asked-too-often': 'askedTooOften',
  'no-answer': 'noAnswer',
} as const satisfies Record<string, Word>;

export async function checkByCode(typed: string): Promise<Outcome> {
  // What is no code is asked of nobody.
  const signs = readCheckCode(typed);
  if (signs === null) return { ok: 'cannot-check', says: ['codeUnknown'] };
  const answer = await checkCode(shownCode(signs));
  if (typeof answer === 'string') return { ok: 'cannot-check', says: [NOT_FOUND[answer]] };
  return { ok: 'code', says: ['codeOk', replacement(answer)], document: answer, name: await nameIn(answer) };
}

interface Given {
  /** File of the proof that came beside the document. */
  readonly beside: File | null;
  /** Verifier keys that were got elsewhere, one a line. */
  readonly keys: string;
  /** The code of the document that somebody means to check, if any. */
  readonly code: string;
}

export async function checkFile(file: File, { beside, keys: own, code }: Given): Promise<Outcome> {
  if (Math.max(file.size, beside?.size ?? 0) > DOCUMENT_BYTES_MAX) return { ok: 'cannot-check', says: ['tooLarge'] };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const proof = beside && (jsonOf(await beside.text()) ?? 'none');
  const said = readUnproven(bytes, proof);
  const wanted = codeSha256(code);
  if (wanted !== null && said.codeSha256 !== null && said.codeSha256 !== wanted)
    return { ok: 'broken', says: ['fileOther'] };
  const keys = await keysFor(said.association, own);
  if (typeof keys === 'string') return { ok: 'cannot-check', says: [keys] };
  const report = await verifyIssued(bytes, proof, keys);
  if (report.failures.some(({ what }) => what === 'document-proof-missing') && wanted !== null)
    return compareByCode(code, said.sha256, report);
  if (report.ok !== 'ok')
    return { ok: report.ok, says: [report.ok === 'broken' ? 'fileBroken' : 'fileUnchecked'], report };
  return withAnswer(report);
}

/** A file that brings no proof, against what the service says of the code: its word alone. */
async function compareByCode(code: string, sha256: string, report: VerificationReport): Promise<Outcome> {
  const answer = await checkCode(shownCode(readCheckCode(code)!));
  if (typeof answer === 'string') return { ok: 'cannot-check', says: ['fileUnchecked', NOT_FOUND[answer]], report };
  if (answer.sha256 !== sha256) return { ok: 'broken', says: ['fileOther'], report };
  return { ok: 'code', says: ['fileSame', replacement(answer)], document: answer, name: await nameIn(answer) };
}

/** What was verified stands; whether it was replaced since the service alone can tell. */
async function withAnswer(report: VerificationReport): Promise<Outcome> {
  const about = (wanted: string) => report.about?.find(({ what }) => what === wanted)?.value ?? '';
  const answer = await checkCode(about('document-code'));
  const issued = {
    association: about('association'),
    kind: about('document-kind'),
    language: '',
    issuedOn: about('issued-on'),
    position: about('issued-position'),
    sha256: about('document-sha256'),
    isReplaced: false,
  };
  const says = typeof answer === 'string' ? [] : [replacement(answer)];
  return { ok: 'ok', says: ['fileOk', ...says], document: issued, name: await nameIn(issued), report };
}

function replacement({ isReplaced }: CheckedDocument): Word {
  return isReplaced ? 'replaced' : 'notReplaced';
}

async function nameIn({ association }: CheckedDocument): Promise<Record<Language, string>> {
  const [ja, en] = await Promise.all([nameOf(association, 'ja'), nameOf(association, 'en')]);
  return { ja, en };
}

async function keysFor(association: string | null, own: string): Promise<VerifierKey[] | Word> {
  const lines = own.split('\n').map((line) => line.trim());
  try {
    const given = lines.filter((line) => line !== '').map(parseVerifierKey);
    if (given.length > 0 || association === null) return given;
    return (await keysOf(association)) ?? 'noAnswer';
  } catch (error) {
    if (error instanceof NoteError) return 'badKey';
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
