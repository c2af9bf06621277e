import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { namedRecord, type NamedRecord } from '../domain/named-record.js';
import { recordReference } from '../domain/record-reference.js';
import { TransferReader } from './transfer-reader.js';

/** Finds records that a statement points at, from their own transfers; a text that names none is absent. */
@Injectable()
export class RecordFinder {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async find(association: string, texts: readonly string[]): Promise<Map<string, NamedRecord>> {
    const found = new Map<string, NamedRecord>();
    const today = dayInJapan(this.clock.now().toISOString());
    for (const text of new Set(texts)) {
      const reference = recordReference(text);
      if (!reference) continue;
      const { transfer } = await this.transfers.read(association, reference.transfer);
      const record = namedRecord(transfer, reference, today);
      if (record) found.set(text, record);
    }
    return found;
  }
}
