import { ISSUED_DATA_FORMAT, type CompletenessDocument, type IssuedDataHead } from '#proof';
import type { DocumentFormat, DocumentIssued, DocumentKind } from './document-events.js';
import type { Paper, PaperLanguage, PaperTable } from './paper.js';
import { SHARED_TEXTS } from './shared-texts.js';

/** What a document is given when it is issued, before it says anything. */
export interface DocumentHead extends Omit<IssuedDataHead, 'format'> {
  readonly kind: DocumentKind;
  readonly language: PaperLanguage;
  /** Address of the check page with the code behind `#`; null where nobody said where it is. */
  readonly url: string | null;
  readonly of: string | null;
  readonly replaces: string | null;
}

/** A document before it has the form of a file: for people, as a table, and as data. */
export interface BuiltDocument {
  readonly paper: Paper;
  readonly table: PaperTable;
  /** What it says besides its head. */
  readonly data: object;
  /** That the log holds no other lines of the person, where it discloses records. */
  readonly completeness?: CompletenessDocument;
}

/** The data of a document as text: its digest stands in the log, so it is written once and never again. */
export function dataText(head: DocumentHead, data: object): string {
  const { url: _url, ...own } = head;
  const first = { format: ISSUED_DATA_FORMAT, ...own };
  return JSON.stringify({ ...first, ...data, ...first });
}

/** The table with the code of the document in its head: a file without it would be guessed from its digest. */
export function withCode([head = [], ...rows]: PaperTable, code: string, language: PaperLanguage): PaperTable {
  return [[...head, SHARED_TEXTS.code[language](code)], ...rows.map((row) => [...row, null])];
}

/** Whether what is asked for is what was issued under the same id. */
export function isSameOrder(
  known: DocumentIssued['data'],
  wanted: {
    readonly kind: DocumentKind;
    readonly format: DocumentFormat;
    readonly language: PaperLanguage;
    readonly of: string | null;
    readonly replaces: string | null;
  },
): boolean {
  return (['kind', 'format', 'language', 'of', 'replaces'] as const).every((part) => known[part] === wanted[part]);
}

const ENDINGS: Readonly<Record<DocumentFormat, string>> = {
  PDF: 'pdf',
  CSV: 'csv',
  CSV_SHIFT_JIS: 'csv',
  JSON: 'json',
};

export const MEDIA_TYPES: Readonly<Record<DocumentFormat, string>> = {
  PDF: 'application/pdf',
  CSV: 'text/csv; charset=utf-8',
  CSV_SHIFT_JIS: 'text/csv; charset=shift_jis',
  JSON: 'application/json; charset=utf-8',
};

/** The name under which a document is kept: it names nobody. */
export function fileName({ documentId, kind, format }: Pick<DocumentIssued['data'], 'documentId' | 'kind' | 'format'>) {
  return `${kind.toLowerCase().replaceAll('_', '-')}-${documentId}.${ENDINGS[format]}`;
}
