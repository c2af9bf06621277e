import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import PdfDocument from 'pdfkit';
import {
  checkCodeOf,
  codeSha256,
  completenessSha256,
  ISSUED_DATA_FORMAT,
  ISSUED_PROOF_FORMAT,
  type CompletenessDocument,
  type IssuedProof,
} from '#proof';
import { ASSOCIATION, AMemberLog } from '../../libs/proof/testing/a-member-log.js';
import type { SigningKey } from '../../libs/proof/testing/a-log.js';

const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
);

/** A small PDF as documents are made: tagged, with a font of its own. */
export async function aPdf(...pages: readonly string[]): Promise<Uint8Array> {
  const pdf = new PdfDocument({
    size: 'A4',
    pdfVersion: '1.7',
    tagged: true,
    lang: 'ja-JP',
    displayTitle: true,
    autoFirstPage: false,
    info: { Title: pages[0] ?? '' },
  });
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  for (const text of pages) {
    pdf.addPage();
    root.add(pdf.struct('P', {}, () => void pdf.font(FONT).text(text)));
  }
  root.end();
  pdf.end();
  return new Uint8Array(await buffer(pdf));
}

export interface IssuedTerms {
  readonly reference?: string;
  readonly signer?: SigningKey;
  /** What the entry says otherwise than it should. */
  readonly entry?: object;
  readonly envelope?: object;
  /** What the data says otherwise. */
  readonly data?: object;
  readonly kind?: string;
  readonly format?: string;
  readonly code?: number;
}

export interface IssuedDocument {
  readonly log: AMemberLog;
  readonly file: Uint8Array;
  readonly proof: IssuedProof;
  readonly code: string;
  /** As it is proven, of a member with two lines. */
  readonly completeness: CompletenessDocument;
}

const digest = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const SALT = Buffer.alloc(16, 5).toString('base64');

/** A document that a made-up log says was issued, about a member with two lines of which somebody else's stand beside. */
export async function anIssuedDocument(file: Uint8Array | null, terms: IssuedTerms = {}): Promise<IssuedDocument> {
  const { reference = 'member-a', kind = 'RECORDS_DISCLOSURE', format = 'PDF', code: seed = 3 } = terms;
  const log = new AMemberLog(terms.signer).line(reference).line('member-z').line(reference).commit();
  const completeness = await log.document([{ subject: reference, chain: 'open' }]);
  const code = checkCodeOf(new Uint8Array(10).fill(seed));
  const documentId = `document-of-${reference}`;
  const head = { documentId, kind, language: 'ja', issuedOn: '2026-06-01' };
  const data = JSON.stringify({
    format: ISSUED_DATA_FORMAT,
    ...head,
    association: ASSOCIATION,
    code,
    salt: SALT,
    references: [reference],
    records: completeness.heads[0]!.links,
    completenessSha256: completenessSha256(completeness),
    ...terms.data,
  });
  const bytes = file ?? new TextEncoder().encode(data);
  const entry = {
    ...head,
    format,
    of: null,
    sha256: digest(bytes),
    bytes: bytes.length,
    dataSha256: digest(data),
    codeSha256: codeSha256(code),
    replaces: null,
    ...terms.entry,
  };
  const envelope = { type: 'DocumentIssued', schemaVersion: 1, stream: `document-${documentId}`, subject: reference };
  log.event({ ...envelope, data: entry, ...terms.envelope });
  const proven = await log.proven(log.entries.length - 1);
  const parts = { ...proven, data, ...('references' in JSON.parse(data) && { completeness }) };
  const proof = { format: ISSUED_PROOF_FORMAT, association: ASSOCIATION, ...parts } as IssuedProof;
  return { log, file: bytes, proof, code, completeness };
}
