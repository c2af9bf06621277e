import { canonicalBytes } from '../canonical.js';
import { concatBytes } from '../bytes.js';
import { sha256 } from '../sha256.js';
import { hexOf } from './check-code.js';
import { bytesOfLatin1, latin1Of } from './latin1.js';
import { PdfError, readPdfBody, type PdfObject } from './pdf-body.js';
import type { IssuedProof } from './issued-proof.js';

/** What a document may take, with its proof: whoever verifies holds it in memory. */
export const DOCUMENT_BYTES_MAX = 64 * 1_024 * 1_024;
export const PROOF_FILE = 'kiroku-proof.json';

/** A PDF with its proof attached: its own bytes, and one update behind them. The same of the same gives the same bytes. */
export function withProof(pdf: Uint8Array, proof: IssuedProof): Uint8Array {
  const file = concatBytes(pdf, pdfUpdate(pdf, canonicalBytes(proof)));
  if (file.length > DOCUMENT_BYTES_MAX) throw new RangeError(`A document may take ${DOCUMENT_BYTES_MAX} bytes.`);
  return file;
}

/**
 * The one update that attaches a proof. The catalog and its names are written again, each with a line more, and two objects are
 * added: the file, not packed, and what readers say of it.
 */
export function pdfUpdate(pdf: Uint8Array, proof: Uint8Array): Uint8Array {
  const { xrefAt, size, catalog, names, info, fileId } = readPdfBody(pdf);
  if (/^\/(?:AF|EmbeddedFiles)\b/m.test(catalog.lines + names.lines)) throw new PdfError('Files are attached already.');
  const [file, spec] = [size, size + 1];
  const tree = `/EmbeddedFiles <<\n/Names [(${PROOF_FILE}) ${spec} 0 R]\n>>\n`;
  const objects = [
    textObject({ ...catalog, lines: `${catalog.lines}/AF [${spec} 0 R]\n` }),
    textObject({ ...names, lines: names.lines + tree }),
    { id: file, bytes: concatBytes(bytesOfLatin1(streamHead(file, proof.length)), proof, bytesOfLatin1(STREAM_END)) },
    textObject({ id: spec, lines: specLines(file) }),
  ];
  let at = pdf.length;
  const offsets = new Map<number, number>();
  for (const { id, bytes } of objects) {
    offsets.set(id, at);
    at += bytes.length;
  }
  const table = [...offsets].sort(([one], [other]) => one - other).map(([id, offset]) => xrefSection(id, offset));
  const updateId = hexOf(sha256(proof)).slice(0, fileId.length);
  const end = [
    `xref\n${table.join('')}trailer\n<<\n/Size ${size + 2}\n/Root ${catalog.id} 0 R\n/Info ${info}\n`,
    `/ID [<${fileId}> <${updateId}>]\n/Prev ${xrefAt}\n>>\nstartxref\n${at}\n%%EOF\n`,
  ];
  return concatBytes(...objects.map(({ bytes }) => bytes), bytesOfLatin1(end.join('')));
}

const STREAM_END = '\nendstream\nendobj\n';

function streamHead(id: number, length: number): string {
  return `${id} 0 obj\n<<\n/Type /EmbeddedFile\n/Subtype /application#2Fjson\n/Params <<\n/Size ${length}\n>>\n/Length ${length}\n>>\nstream\n`;
}

function specLines(file: number): string {
  return `/Type /Filespec\n/F (${PROOF_FILE})\n/UF (${PROOF_FILE})\n/AFRelationship /Data\n/Desc (Kiroku: proof that this document is as it was issued)\n/EF <<\n/F ${file} 0 R\n/UF ${file} 0 R\n>>\n`;
}

function textObject({ id, lines }: PdfObject) {
  return { id, bytes: bytesOfLatin1(`${id} 0 obj\n<<\n${lines}>>\nendobj\n`) };
}

function xrefSection(id: number, offset: number): string {
  return `${id} 1\n${String(offset).padStart(10, '0')} 00000 n \n`;
}

/** A PDF taken apart. Nothing of it is believed before the update was made again out of both parts. */
export interface SplitPdf {
  readonly body: Uint8Array;
  readonly proof: Uint8Array;
  readonly update: Uint8Array;
}

const TAIL_BYTES = 1_024;
const SECTIONS = 4;
const UPDATE_END =
  /\nxref\n((?:\d{1,7} 1\n\d{10} 00000 n \n)+)trailer\n<<\n\/Size (\d{1,7})\n\/Root \d{1,7} 0 R\n\/Info \d{1,7} 0 R\n\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]\n\/Prev \d{1,10}\n>>\nstartxref\n\d{1,10}\n%%EOF\n$/;

/** Where the body of a PDF ends and what is attached behind it; null where it does not end as `pdfUpdate` ends. */
export function splitPdf(file: Uint8Array): SplitPdf | null {
  const end = UPDATE_END.exec(latin1Of(file.subarray(Math.max(0, file.length - TAIL_BYTES))));
  if (!end) return null;
  const entries = [...end[1]!.matchAll(/(\d+) 1\n(\d{10})/g)].map(([, id, at]) => [Number(id), Number(at)] as const);
  const id = Number(end[2]) - 2;
  const streamAt = entries.find(([one]) => one === id)?.[1];
  const bodyEnd = Math.min(...entries.map(([, at]) => at));
  if (entries.length !== SECTIONS || streamAt === undefined || streamAt < bodyEnd) return null;
  const proof = streamOf(file, id, streamAt);
  return proof && { body: file.subarray(0, bodyEnd), proof, update: file.subarray(bodyEnd) };
}

const STREAM_HEAD_MAX = 200;

function streamOf(file: Uint8Array, id: number, at: number): Uint8Array | null {
  const text = latin1Of(file.subarray(at, at + STREAM_HEAD_MAX));
  const length = Number(/\n\/Length (\d{1,8})\n/.exec(text)?.[1] ?? Number.NaN);
  const from = at + streamHead(id, length).length;
  return from + length <= file.length ? file.subarray(from, from + length) : null;
}

const MARK = bytesOfLatin1(`(${PROOF_FILE})`);

/** Whether anything in it has the name of a proof: one that was there and cannot be read is told apart from none. */
export function namesProof(file: Uint8Array): boolean {
  for (let at = file.indexOf(MARK[0]!); at >= 0; at = file.indexOf(MARK[0]!, at + 1))
    if (MARK.every((byte, index) => file[at + index] === byte)) return true;
  return false;
}

export function isPdf(file: Uint8Array): boolean {
  return latin1Of(file.subarray(0, 5)) === '%PDF-';
}
