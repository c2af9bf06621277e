import { Inject, Injectable } from '@nestjs/common';
import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { BuiltDocument } from '../domain/documents/issued-document.js';
import { csvOf } from '../draw-papers/csv-of.js';
import { PaperRenderer } from '../draw-papers/paper-renderer.js';
import { DocumentForms, type DrawnDocument } from './document-forms.js';

/** Papers as PDF, their tables as CSV, and their data as they are. */
@Injectable()
export class DrawnForms extends DocumentForms {
  constructor(@Inject(PaperRenderer) private readonly renderer: PaperRenderer) {
    super();
  }

  async draw(
    format: DocumentFormat,
    { paper, table, data }: Pick<BuiltDocument, 'paper' | 'table'> & { readonly data: string },
  ): Promise<DrawnDocument> {
    switch (format) {
      case 'PDF':
        return { bytes: await this.renderer.pdf(paper), replacedSigns: 0 };
      case 'CSV':
        return { bytes: csvOf(table, 'utf-8').bytes, replacedSigns: 0 };
      case 'CSV_SHIFT_JIS': {
        const { bytes, replaced } = csvOf(table, 'shift_jis');
        return { bytes, replacedSigns: replaced };
      }
      case 'JSON':
        return { bytes: Buffer.from(data), replacedSigns: 0 };
      default:
        return format satisfies never;
    }
  }
}
