import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { Paper, PaperTable } from '../domain/documents/paper.js';

export interface DrawnDocument {
  readonly bytes: Uint8Array;
  /** Signs that the encoding does not have, and that stand in the file as another one. */
  readonly replacedSigns: number;
}

/** Gives a document the form that was asked for. */
export abstract class DocumentForms {
  abstract draw(
    format: DocumentFormat,
    built: { readonly paper: Paper; readonly table: PaperTable; readonly data: string },
  ): Promise<DrawnDocument>;
}
