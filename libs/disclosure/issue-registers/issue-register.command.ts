import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Looker } from '#access';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { associationOn, AssociationReader } from '#ledger';
import { Clock, Refusal } from '#platform';
import { ExportLog, RegisterExport, type ExportedRecord } from '#records';
import { currentRuleset, dayInJapan } from '#statute';
import type { DocumentFormat } from '../domain/documents/document-events.js';
import type { BuiltDocument, DocumentHead } from '../domain/documents/issued-document.js';
import type { PaperLanguage } from '../domain/documents/paper.js';
import { promisesOf } from '../domain/documents/paper-words.js';
import { registerPaper } from '../domain/documents/register-paper.js';
import { retentionPaper } from '../domain/documents/retention-paper.js';
import { DocumentIssuer, type IssuedDocument } from '../issue-documents/document-issuer.js';

/** So many are read, drawn and sealed at once; the export takes any number. */
export const RECORDS_PER_DOCUMENT_MAX = 10_000;

export interface RegisterOrder {
  readonly kind: 'REGISTER' | 'RETENTION_CERTIFICATE';
  readonly register: 'provision' | 'receipt';
  readonly from: string;
  readonly to: string;
  readonly ground: string;
  readonly format: DocumentFormat;
  readonly language: PaperLanguage;
}

export class IssueRegister extends Command<IssuedDocument> {
  constructor(
    readonly looker: Looker,
    readonly order: RegisterOrder,
  ) {
    super();
  }
}

/**
 * Issues a register of a period, or until when its records are kept. It is taken away as an export is: that, and the
 * look at each person, stand in the log before a record is read. Never of the restricted chain: a document is kept, and
 * read by others than whoever had it issued.
 */
@CommandHandler(IssueRegister)
export class IssueRegisterHandler implements ICommandHandler<IssueRegister, IssuedDocument> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(RegisterExport) private readonly registers: RegisterExport,
    @Inject(ExportLog) private readonly log: ExportLog,
    @Inject(DocumentIssuer) private readonly issuer: DocumentIssuer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, order }: IssueRegister): Promise<IssuedDocument> {
    const { association } = looker;
    const { kind, register, from, to, format, language, ground } = order;
    if (to < from)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/to', detail: 'is before the first day' }] });
    await this.associations.read(association);
    const through = (await this.store.head(association)) ?? toPosition(0);
    await this.progress.waitFor('records', association, through);
    const wish = { association, looker, register, from, to, isAuditor: false, through, exportId: randomUUID() };
    const records = await this.registers.count(wish);
    if (records > RECORDS_PER_DOCUMENT_MAX)
      throw new Refusal('register-too-long', { records, max: RECORDS_PER_DOCUMENT_MAX });
    await this.log.write({ ...wish, records }, { format: 'document', ground });
    const read: ExportedRecord[] = [];
    for await (const record of this.registers.read(wish)) read.push(record);
    return this.issuer.issue({
      association,
      caller: looker,
      causation: looker.requestId,
      subject: null,
      kind,
      of: null,
      format,
      language,
      build: (head) => this.#build(head, order, { records: read, through }),
    });
  }

  async #build(
    head: DocumentHead,
    { kind, register, from, to }: RegisterOrder,
    { records, through }: { readonly records: readonly ExportedRecord[]; readonly through: string },
  ): Promise<BuiltDocument> {
    const { language, association } = head;
    const { events } = await this.associations.history(association);
    const today = dayInJapan(this.clock.now().toISOString());
    const { name, recordsHeldFrom } = associationOn(events, today)!;
    const shared = {
      issuer: name[language],
      recordsHeldFrom,
      through,
      ruleset: currentRuleset(today),
      promises: promisesOf(language, false),
    };
    if (kind === 'REGISTER') return registerPaper(head, { ...shared, register, from, to, records });
    const kept = records
      .filter(({ status }) => status === 'in-force' || status === 'corrected')
      .map((record) => ({ ...record, register }));
    const matter = { kind: 'period', register, from, to } as const;
    return retentionPaper(head, { ...shared, matter, asOf: today, records: kept, holds: [] });
  }
}
