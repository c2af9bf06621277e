import { latin1Of } from './latin1.js';

/** A PDF is not of the form that documents are made in. */
export class PdfError extends Error {
  override readonly name = 'PdfError';
}

/** An object of a PDF that is a dictionary. */
export interface PdfObject {
  readonly id: number;
  /** Its lines between `<<` and `>>`. */
  readonly lines: string;
}

/** What an update has to know of a PDF that pdfkit wrote. */
export interface PdfBody {
  readonly xrefAt: number;
  /** One more than the highest number of an object. */
  readonly size: number;
  readonly catalog: PdfObject;
  readonly names: PdfObject;
  /** `18 0 R`. */
  readonly info: string;
  readonly fileId: string;
}

const HEADER = /^%PDF-1\.[3-7]\n/;
const HEADER_BYTES = 9;
/** The end of a file is read as far as this; a trailer takes a fifth of it. */
const TAIL_BYTES = 1_024;
/** A dictionary that is rewritten: a catalog has some lines, the names of a document one for each place that links lead to. */
const DICTIONARY_BYTES_MAX = 1_000_000;
const OBJECTS_MAX = 1_000_000;
const XREF_LINE_BYTES = 20;
const TRAILER =
  /trailer\n<<\n\/Size (\d{1,7})\n\/Root (\d{1,7}) 0 R\n\/Info (\d{1,7} 0 R)\n\/ID \[<([0-9a-f]{32})> <\4>\]\n>>\nstartxref\n(\d{1,10})\n%%EOF\n$/;

/** Reads a PDF as pdfkit writes it: one table of objects, a trailer, no update behind it. Throws `PdfError` for another. */
export function readPdfBody(pdf: Uint8Array): PdfBody {
  if (!HEADER.test(latin1Of(pdf.subarray(0, HEADER_BYTES)))) throw new PdfError('It does not begin as a PDF.');
  const tailAt = Math.max(0, pdf.length - TAIL_BYTES);
  const trailer = TRAILER.exec(latin1Of(pdf.subarray(tailAt)));
  if (!trailer) throw new PdfError('It does not end with one trailer.');
  const [size, root, xrefAt] = [trailer[1], trailer[2], trailer[5]].map(Number) as [number, number, number];
  const info = trailer[3]!;
  const head = `xref\n0 ${size}\n`;
  const tableAt = xrefAt + head.length;
  if (size > OBJECTS_MAX || latin1Of(pdf.subarray(xrefAt, tableAt)) !== head) throw new PdfError('It has no table.');
  if (tableAt + size * XREF_LINE_BYTES !== tailAt + trailer.index) throw new PdfError('Its table has another length.');
  const objectOf = (id: number): PdfObject => {
    if (id < 1 || id >= size) throw new PdfError('It has no such object.');
    const at = tableAt + id * XREF_LINE_BYTES;
    const line = /^(\d{10}) 00000 n \n$/.exec(latin1Of(pdf.subarray(at, at + XREF_LINE_BYTES)));
    return { id, lines: dictionaryAt(pdf, id, Number(line?.[1] ?? pdf.length)) };
  };
  const catalog = objectOf(root);
  const names = /^\/Names (\d{1,7}) 0 R$/m.exec(catalog.lines);
  if (!catalog.lines.startsWith('/Type /Catalog\n') || !names) throw new PdfError('It has no catalog with names.');
  return { xrefAt, size, catalog, names: objectOf(Number(names[1])), info, fileId: trailer[4]! };
}

const END = '\n>>\nendobj\n';

function dictionaryAt(pdf: Uint8Array, id: number, at: number): string {
  const head = `${id} 0 obj\n<<\n`;
  const text = latin1Of(pdf.subarray(at, Math.min(pdf.length, at + DICTIONARY_BYTES_MAX)));
  const end = text.indexOf(END);
  if (!text.startsWith(head) || end < head.length) throw new PdfError('An object is no dictionary.');
  return `${text.slice(head.length, end)}\n`;
}
