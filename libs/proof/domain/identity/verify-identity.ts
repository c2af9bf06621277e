import { equalBytes, fromBase64, toBase64 } from '../bytes.js';
import type { AgeTerms } from '../checkpoint-age.js';
import { decodeEnvelope, type Envelope } from '../envelope.js';
import type { VerifierKey } from '../note.js';
import { failed, joinReports, reportOf, type About, type Failure, type VerificationReport } from '../report.js';
import { verifyAcknowledgement } from '../verify-acknowledgement.js';
import { identityCommitment, type CommittedIdentity, type IdentityPlace } from './identity-commitment.js';
import { IDENTITY_FORMAT, readIdentityDocument, type ReadOpening } from './identity-document.js';

/** Verifies that a log is held, under these references, to the identities that a document names. */
export async function verifyIdentity(
  document: unknown,
  keys: readonly VerifierKey[],
  age?: AgeTerms,
): Promise<VerificationReport> {
  const read = readIdentityDocument(document);
  if (!read) return failed({ what: 'unreadable', where: IDENTITY_FORMAT });
  const { association, openings } = read;
  const doubled = openings.find(({ reference }, at) => openings.findIndex((one) => one.reference === reference) !== at);
  if (doubled) return failed({ what: 'document-wrong', where: doubled.reference });
  const reports = [];
  for (const opening of openings) reports.push(await verifyOpening(association, opening, keys, age));
  return joinReports(reports);
}

async function verifyOpening(
  association: string,
  opening: ReadOpening,
  keys: readonly VerifierKey[],
  age?: AgeTerms,
): Promise<VerificationReport> {
  const { reference, entry, proof, identity } = opening;
  const included = await verifyAcknowledgement(proof, keys, { bytes: entry }, age);
  if (included.ok !== 'ok') return at(reference, included);
  const failure = openingFailure({ association, reference }, opening, readEnvelope(entry));
  if (failure) return failed({ ...failure, where: reference }, included.checked);
  return joinReports([
    reportOf({
      checked: [{ what: 'identity-commitment', count: 1 }],
      failures: [],
      notPromised: ['newer-identity', 'other-references'],
      about: [{ what: 'reference', value: reference }, ...aboutIdentity(identity)],
    }),
    included,
  ]);
}

function at(where: string, report: VerificationReport): VerificationReport {
  return { ...report, failures: report.failures.map((failure) => ({ where, ...failure })) };
}

function openingFailure(place: IdentityPlace, opening: ReadOpening, envelope: Envelope | null): Failure | null {
  const { association, reference } = place;
  if (envelope?.association !== association)
    return { what: 'other-log', expected: association, ...(envelope && { found: String(envelope.association) }) };
  const { commitment } = (envelope.data ?? {}) as Record<string, unknown>;
  const held = typeof commitment === 'string' ? fromBase64(commitment) : null;
  const made = identityCommitment(place, opening);
  if (envelope.subject === reference && made && held && equalBytes(made, held)) return null;
  return {
    what: 'commitment-opens-other',
    ...(held && { expected: toBase64(held) }),
    ...(made && { found: toBase64(made) }),
  };
}

/** In one order, whatever that of the document is. */
function aboutIdentity(identity: CommittedIdentity): About[] {
  const { insurerNumber, symbol, number, branch, ownKey, name, kana, birthDate } = identity;
  const numbers = [insurerNumber, symbol, number, branch].map((part) => part ?? '–').join(' / ');
  return [
    { what: 'identifiers', value: numbers },
    ...(ownKey === undefined ? [] : [{ what: 'own-key', value: ownKey } as const]),
    { what: 'name', value: kana === undefined ? name : `${name}（${kana}）` },
    ...(birthDate === undefined ? [] : [{ what: 'birth-date', value: birthDate } as const]),
  ];
}

function readEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const envelope: unknown = decodeEnvelope(bytes);
    return typeof envelope === 'object' ? (envelope as Envelope | null) : null;
  } catch {
    return null;
  }
}
