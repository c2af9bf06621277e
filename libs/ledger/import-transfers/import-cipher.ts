import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys, decrypt, encrypt } from '#access';
import { Refusal } from '#platform';
import type { ImportJob } from './import-job.js';

/** What of a job is sealed: pieces of its file, batches of outcomes, rejected lines, and who posted it. */
export type SealedPart = 'chunk' | 'outcome' | 'rejected' | 'caller';

/** Seals and opens the parts of one job. Each is bound to its place, so that none can stand for another. */
export interface JobCipher {
  seal(part: SealedPart, sequence: number, plain: Uint8Array): Buffer;
  open(part: SealedPart, sequence: number, sealed: Uint8Array): Buffer;
}

/** Ciphers of import jobs, with the association's data key of the fiscal year in which a job came. */
@Injectable()
export class ImportCiphers {
  constructor(@Inject(DataKeys) private readonly keys: DataKeys) {}

  async of({ association, id, keyPeriod }: Pick<ImportJob, 'association' | 'id' | 'keyPeriod'>): Promise<JobCipher> {
    const found = (await this.keys.obtain(association, [ASSOCIATION_SUBJECT], keyPeriod)).get(ASSOCIATION_SUBJECT);
    if (!found) throw new Refusal('key-destroyed');
    const context = (part: SealedPart, sequence: number) => `${association}|import|${id}|${part}|${sequence}`;
    return {
      seal: (part, sequence, plain) => encrypt(found.key, plain, context(part, sequence)),
      open: (part, sequence, sealed) => decrypt(found.key, sealed, context(part, sequence)),
    };
  }
}
