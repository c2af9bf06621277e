import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type ActingCaller } from '#access';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { namedRecord, type NamedRecord } from '../domain/named-record.js';
import { recordReference } from '../domain/record-reference.js';
import { isHidden, knowerOf } from '../writing/refuse-hidden.js';
import { TransferReader } from './transfer-reader.js';

/**
 * Finds records that a statement points at, from their own transfers; a text that names none is absent. So is one that
 * is hidden from whoever names it; where nobody is said, it was named before.
 */
@Injectable()
export class RecordFinder {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async find(association: string, texts: readonly string[], caller?: ActingCaller): Promise<Map<string, NamedRecord>> {
    const found = new Map<string, NamedRecord>();
    const today = dayInJapan(this.clock.now().toISOString());
    for (const text of new Set(texts)) {
      const reference = recordReference(text);
      if (!reference) continue;
      if (caller && (await this.#isHidden(association, reference.transfer, caller))) continue;
      const { transfer } = await this.transfers.read(association, reference.transfer);
      const record = namedRecord(transfer, reference, today);
      if (record) found.set(text, record);
    }
    return found;
  }

  async #isHidden(association: string, transferId: string, caller: ActingCaller): Promise<boolean> {
    const asking = { association, caller };
    const outline = await this.transfers.outline(association, transferId, await knowerOf(asking, this.pseudonyms));
    if (outline.transfer.versions.length === 0) return true;
    return isHidden(asking, outline, this.pseudonyms);
  }
}
