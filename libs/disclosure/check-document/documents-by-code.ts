import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Refusal } from '#platform';
import { codeSha256 } from '#proof';
import type { CheckedDocumentAnswer } from './check-document.request.js';

/** The digest of no code: what is none is looked for as well, so that it takes the same time as one that is nobody's. */
const NOBODYS = '0'.repeat(64);

/** Documents by the code that is printed on them: of all associations, for whoever has one in hand. */
@Injectable()
export class DocumentsByCode {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async find(typed: string): Promise<CheckedDocumentAnswer> {
    const { rows } = await this.pool.query<CheckedDocumentAnswer>(
      `SELECT association, kind, format, language, issued_on AS "issuedOn", sha256, position, is_replaced AS "isReplaced"
       FROM disclosure.document_by_code($1)`,
      [codeSha256(typed) ?? NOBODYS],
    );
    const [found] = rows;
    if (!found) throw new Refusal('document-code-unknown');
    return found;
  }
}
