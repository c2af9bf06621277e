import { Inject, Injectable } from '@nestjs/common';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { Refusal } from '#platform';
import type { IssuedProof } from '#proof';
import type { DocumentRow } from '../issue-documents/documents.projection.js';
import { IssuedDocuments, type KnownDocument, type TakenFile } from '../issue-documents/issued-documents.js';
import { lookAtRecords, type CertifiedRecord } from './look-at-records.js';

const KIND = 'RETENTION_CERTIFICATE';

/** The retention certificates of one person: listed and taken, each with a look before. */
@Injectable()
export class MemberCertificates {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(IssuedDocuments) private readonly documents: IssuedDocuments,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async list(looker: Looker, member: string): Promise<DocumentRow[]> {
    const refs = await knownReferences(this.persons, looker.association, member);
    await lookAtRecords(this.looks, looker, { member, seen: [] });
    return (await this.documents.list(looker.association, { refs })).filter(({ kind }) => kind === KIND);
  }

  async file(looker: Looker, member: string, documentId: string): Promise<TakenFile> {
    const file = await this.documents.file(looker.association, await this.#known(looker, member, documentId));
    await this.#look(looker, member, file.data);
    return file;
  }

  /** It says all that the certificate says. */
  async proof(looker: Looker, member: string, documentId: string): Promise<IssuedProof> {
    const proof = await this.documents.proof(looker.association, await this.#known(looker, member, documentId));
    await this.#look(looker, member, proof.data);
    return proof;
  }

  async #known({ association }: Looker, member: string, documentId: string): Promise<KnownDocument> {
    const refs = await knownReferences(this.persons, association, member);
    const known = await this.documents.find(association, documentId, { refs });
    if (known.issued.kind !== KIND) throw new Refusal('document-unknown');
    return known;
  }

  async #look(looker: Looker, member: string, data: string): Promise<void> {
    const { records } = JSON.parse(data) as { readonly records: readonly CertifiedRecord[] };
    await lookAtRecords(this.looks, looker, { member, seen: records });
  }
}
