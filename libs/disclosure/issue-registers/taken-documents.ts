import { Inject, Injectable } from '@nestjs/common';
import { LookLog, Pseudonyms, type Looker, type Seen } from '#access';
import { Refusal } from '#platform';
import type { IssuedProof } from '#proof';
import { IssuedDocuments, type KnownDocument, type TakenFile } from '../issue-documents/issued-documents.js';

/** What of the data of a register names persons. */
interface NamingData {
  readonly register?: string;
  readonly records?: readonly { readonly record: string; readonly person?: { readonly ref: string } }[];
}

/** Looks are written in steps, as the export of a register writes them. */
const SEEN_PER_LOOK = 200;

/** Gives out documents that are about nobody by themselves; each person in one was looked at before it goes out. */
@Injectable()
export class TakenDocuments {
  constructor(
    @Inject(IssuedDocuments) private readonly documents: IssuedDocuments,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  /** The file; a PDF with its proof inside, for which a checkpoint is waited. */
  async file(looker: Looker, documentId: string): Promise<TakenFile> {
    const known = await this.#known(looker, documentId);
    const file = await this.documents.file(looker.association, known);
    await this.#look(looker, documentId, file.data);
    return file;
  }

  /** It says all that the document says. */
  async proof(looker: Looker, documentId: string): Promise<IssuedProof> {
    const known = await this.#known(looker, documentId);
    const proof = await this.documents.proof(looker.association, known);
    await this.#look(looker, documentId, proof.data);
    return proof;
  }

  // Whoever is no officer said why when it was issued: for another document nothing was said.
  async #known(looker: Looker, documentId: string): Promise<KnownDocument> {
    const known = await this.documents.find(looker.association, documentId, {});
    if (looker.role === 'officer') return known;
    const { id } = await this.pseudonyms.actor(looker.association, looker);
    if (known.stored.envelope.actor.id !== id) throw new Refusal('document-of-another');
    return known;
  }

  async #look(looker: Looker, under: string, data: string): Promise<void> {
    const { register, records = [] } = JSON.parse(data) as NamingData;
    const seen = records.flatMap(({ record, person }): Seen[] => (person ? [{ member: person.ref, record }] : []));
    const what = register === 'provision' ? 'PROVISION_EXPORT' : 'RECEIPT_EXPORT';
    for (let from = 0; from < seen.length; from += SEEN_PER_LOOK)
      await this.looks.write(looker, { what, under, seen: seen.slice(from, from + SEEN_PER_LOOK) });
  }
}
