import { CodeField, DayField, TextField, UuidField } from '#platform';

export const DOCUMENT_FORMATS = ['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON'] as const;

export class DocumentFormRequest {
  @CodeField(DOCUMENT_FORMATS, { optional: true, enumName: 'DocumentFormat', description: 'PDF when left out' })
  format?: (typeof DOCUMENT_FORMATS)[number];

  @CodeField(['ja', 'en'], { optional: true, description: 'ja when left out' })
  language?: 'ja' | 'en';
}

export class IssueRegisterRequest extends DocumentFormRequest {
  @CodeField(['provision', 'receipt'])
  register!: 'provision' | 'receipt';

  @DayField({ description: 'First day of the period' })
  from!: string;

  @DayField({ description: 'Last day of the period' })
  to!: string;

  @TextField({ description: 'What it is for, such as an order of the PPC under art. 146; kept sealed' })
  ground!: string;
}

export class RegisterDocumentPath {
  @UuidField({ description: 'Id of the document' })
  documentId!: string;
}

export class CertifiedDisposalPath {
  @UuidField({ description: 'Id of the disposal' })
  id!: string;
}
