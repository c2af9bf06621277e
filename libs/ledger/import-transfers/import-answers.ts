import { CodeField, InstantField, IntField, ListField, ObjectField, TextField, TextsField, UuidField } from '#platform';
import { IMPORT_ENCODINGS } from '#readers';
import { IMPORT_FORMATS, IMPORT_STATUSES, type ImportJob } from './import-job.js';

export class ImportFailureAnswer {
  @TextField()
  code!: string;

  @IntField({ description: 'The last line of which the outcome is known; 0 when there is none' })
  line!: number;

  @TextsField({ max: 200, length: 500 })
  details!: string[];
}

export class ImportLinksAnswer {
  @TextField()
  self!: string;

  @TextField({ description: 'What became of each line' })
  outcomes!: string;

  @TextField({ description: 'The lines that were not recorded, for repair' })
  rejected!: string;
}

/** A file on its way into the ledger. Every line that is not blank is counted, the first and last of transfers too. */
export class ImportAnswer {
  @UuidField()
  id!: string;

  @CodeField(IMPORT_STATUSES, {
    enumName: 'ImportStatus',
    description: 'waiting and running go on by themselves; done, failed and cancelled are ends',
  })
  status!: string;

  @CodeField(IMPORT_FORMATS)
  format!: string;

  @CodeField(IMPORT_ENCODINGS)
  encoding!: string;

  @TextField({ nullable: true, description: 'Of a register that was kept so far: the mapping by which it is read' })
  register!: string | null;

  @IntField({ description: 'Size of the file, unpacked' })
  bytes!: number;

  @IntField({ description: 'How far of it was recorded' })
  bytesRead!: number;

  @TextField({ nullable: true, description: 'Keyed digest of the file: the same file has the same' })
  digest!: string | null;

  @IntField({ description: 'Lines of which the outcome is known' })
  read!: number;

  @IntField({ description: 'Lines that are on record, masked ones among them' })
  recorded!: number;

  @IntField({ description: 'Recorded lines of transfers in which an individual number was masked' })
  masked!: number;

  @IntField({ description: 'Lines that are not on record; their outcomes say why' })
  rejected!: number;

  @ObjectField(() => ImportFailureAnswer, { nullable: true, description: 'Why and where a failed job ended' })
  failure!: ImportFailureAnswer | null;

  @InstantField()
  createdAt!: string;

  @InstantField({ nullable: true })
  finishedAt!: string | null;

  @ObjectField(() => ImportLinksAnswer)
  links!: ImportLinksAnswer;
}

export class ImportPageAnswer {
  @ListField(() => ImportAnswer, { max: 200 })
  imports!: ImportAnswer[];

  @TextField({ nullable: true, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}

export function importAnswer(job: ImportJob): ImportAnswer {
  const { id, status, format, encoding, register, bytes, digest, place, progress, failure, createdAt, finishedAt } =
    job;
  const self = `/v1/transfers/imports/${id}`;
  return {
    id,
    status,
    format,
    encoding,
    register: register?.mapping ?? null,
    bytes,
    bytesRead: status === 'done' ? bytes : place.offset,
    digest,
    ...progress,
    failure: failure ? { ...failure, details: [...failure.details] } : null,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    links: { self, outcomes: `${self}/outcomes`, rejected: `${self}/rejected` },
  };
}
