import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Looker } from '#access';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { associationOn, AssociationReader } from '#ledger';
import { Clock, Refusal } from '#platform';
import { ExportLog, RegisterExport, type ExportedRecord } from '#records';
import { currentRuleset, dayInJapan } from '#statute';
import type { BuiltDocument, DocumentHead } from '../domain/documents/issued-document.js';
import { promisesOf } from '../domain/documents/paper-words.js';
import { registerPaper } from '../domain/documents/register-paper.js';
import { retentionPaper } from '../domain/documents/retention-paper.js';
import { DocumentIssuer, type IssuedDocument } from '../issue-documents/document-issuer.js';
import type { DocumentForm } from './register-document.request.js';
import { RegisterLimits } from './register-limits.js';

export interface RegisterOrder extends DocumentForm {
  readonly kind: 'REGISTER' | 'RETENTION_CERTIFICATE';
  readonly register: 'provision' | 'receipt';
  readonly from: string;
  readonly to: string;
  readonly ground: string;
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
    @Inject(RegisterLimits) private readonly limits: RegisterLimits,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, order }: IssueRegister): Promise<IssuedDocument> {
    const { kind, from, to, format, language, idempotencyKey } = order;
    if (to < from)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/to', detail: 'is before the first day' }] });
    return this.issuer.issue({
      association: looker.association,
      caller: looker,
      causation: looker.requestId,
      subject: null,
      kind,
      of: null,
      format,
      language,
      idempotencyKey,
      isOf: (data) => isOfPeriod(data, order),
      build: async (head) => this.#build(head, order, await this.#read(looker, order)),
    });
  }

  /** That it is taken away, and each look, is durable before a record is read. */
  async #read(
    looker: Looker,
    { register, from, to, ground }: RegisterOrder,
  ): Promise<{ readonly records: readonly ExportedRecord[]; readonly through: string }> {
    const { association } = looker;
    await this.associations.read(association);
    const through = (await this.store.head(association)) ?? toPosition(0);
    await this.progress.waitFor('records', association, through);
    const wish = { association, looker, register, from, to, isAuditor: false, through, exportId: randomUUID() };
    const records = await this.registers.count(wish);
    const { recordsMax: max } = this.limits;
    if (records > max) throw new Refusal('register-too-long', { records, max });
    await this.log.write({ ...wish, records }, { format: 'document', ground });
    const read: ExportedRecord[] = [];
    for await (const record of this.registers.read(wish)) read.push(record);
    return { records: read, through };
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
    return retentionPaper(head, { ...shared, matter, asOf: today, records: kept, holds: null });
  }
}

/** A register says its period itself, a certificate what it is about. */
function isOfPeriod(data: unknown, { register, from, to }: RegisterOrder): boolean {
  const said = data as Partial<RegisterOrder> & { readonly about?: Partial<RegisterOrder> };
  const about = said.about ?? said;
  return about.register === register && about.from === from && about.to === to;
}
