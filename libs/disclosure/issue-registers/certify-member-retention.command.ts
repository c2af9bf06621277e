import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory, knownReferences, LookLog, Persons, presentMember, type Looker } from '#access';
import { associationOn, AssociationReader } from '#ledger';
import { Clock, Refusal } from '#platform';
import { MemberRecords, type KeptMemberRecords } from '#records';
import { currentRuleset, dayInJapan } from '#statute';
import type { BuiltDocument, DocumentHead } from '../domain/documents/issued-document.js';
import { promisesOf } from '../domain/documents/paper-words.js';
import { retentionPaper } from '../domain/documents/retention-paper.js';
import { DocumentIssuer, type IssuedDocument } from '../issue-documents/document-issuer.js';
import { lookAtRecords } from './look-at-records.js';
import type { DocumentForm } from './register-document.request.js';
import { RegisterLimits } from './register-limits.js';

export class CertifyMemberRetention extends Command<IssuedDocument> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
    readonly form: DocumentForm,
  ) {
    super();
  }
}

/**
 * Issues until when the records of one person are kept, record by record, of the open chain alone. It is about the
 * person: sealed with the person's key, and gone with it.
 */
@CommandHandler(CertifyMemberRetention)
export class CertifyMemberRetentionHandler implements ICommandHandler<CertifyMemberRetention, IssuedDocument> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(MemberRecords) private readonly records: MemberRecords,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(DocumentIssuer) private readonly issuer: DocumentIssuer,
    @Inject(LookLog) private readonly looks: LookLog,
    @Inject(RegisterLimits) private readonly limits: RegisterLimits,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, member, form }: CertifyMemberRetention): Promise<IssuedDocument> {
    const { association } = looker;
    const { ref } = await presentMember(this.persons, association, member);
    const refs = await knownReferences(this.persons, association, ref);
    return this.issuer.issue({
      association,
      caller: looker,
      causation: looker.requestId,
      subject: ref,
      kind: 'RETENTION_CERTIFICATE',
      of: null,
      ...form,
      build: async (head) => this.#build(head, ref, await this.#read(looker, refs)),
    });
  }

  async #read(looker: Looker, refs: readonly [string, ...string[]]): Promise<KeptMemberRecords> {
    const { recordsMax: max } = this.limits;
    const kept = await this.records.kept(looker.association, refs, { limit: max + 1 });
    if (kept.records.length > max) throw new Refusal('register-too-long', { records: kept.records.length, max });
    const seen = kept.records.map(({ register, record: { id } }) => ({ register, record: id }));
    await lookAtRecords(this.looks, looker, { member: refs[0], seen });
    return kept;
  }

  async #build(head: DocumentHead, ref: string, { asOf, records, holds }: KeptMemberRecords): Promise<BuiltDocument> {
    const { association, language } = head;
    const today = dayInJapan(this.clock.now().toISOString());
    const { events } = await this.associations.history(association);
    const { name, recordsHeldFrom } = associationOn(events, today)!;
    const entry = (await this.directory.read(association, [ref])).get(ref);
    const person = { name: entry?.name ?? null, symbol: entry?.symbol ?? null };
    return retentionPaper(head, {
      matter: { kind: 'member', ref, ...person, number: entry?.number ?? null, branch: entry?.branch ?? null },
      issuer: name[language],
      asOf: today,
      through: asOf,
      recordsHeldFrom,
      ruleset: currentRuleset(today),
      // The oldest first, as registers have them.
      records: records.map(({ register, record }) => ({ ...record, register })).toReversed(),
      holds,
      promises: promisesOf(language, false),
    });
  }
}
