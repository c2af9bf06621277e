import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';
import { RECORD_FACTS, recordIdOf, type RecordFacts } from './record-facts.js';

/** Records that rest on others that rest on others: nobody builds so high. */
const LEVELS_MAX = 20;

interface Found extends RecordFacts {
  readonly baseTransfer: string;
  readonly baseLine: number | null;
}

/** Records by the record on which they rest. */
export type DependentsOf = (record: Pick<RecordFacts, 'transferId' | 'line'>) => readonly RecordFacts[];

/** Finds the records that left out fields others hold, or point at the confirmation of others. */
@Injectable()
export class Dependents {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async of(association: string, records: readonly RecordFacts[]): Promise<DependentsOf> {
    const found = new Map<string, Found>();
    let bases = [...new Set(records.map(({ transferId }) => transferId))];
    for (let level = 0; bases.length > 0 && level < LEVELS_MAX; level += 1) {
      const next = (await this.#restingOn(association, bases)).filter((one) => !found.has(keyOf(one)));
      for (const one of next) found.set(keyOf(one), one);
      bases = [...new Set(next.map(({ transferId }) => transferId))];
    }
    const byBase = new Map<string, Found[]>();
    for (const one of found.values()) byBase.set(one.baseTransfer, [...(byBase.get(one.baseTransfer) ?? []), one]);
    return ({ transferId, line }) =>
      (byBase.get(transferId) ?? []).filter(({ baseLine }) => baseLine === null || baseLine === line);
  }

  // What is void, or no longer owed, rests on nothing.
  async #restingOn(association: string, bases: readonly string[]): Promise<Found[]> {
    const { rows } = await ofAssociation(this.pool, association).query<Found>(
      `SELECT ${RECORD_FACTS}, link.base_transfer AS "baseTransfer", link.base_line AS "baseLine"
       FROM records.record_link AS link
       JOIN records.transfer AS transfer ON transfer.association = link.association
         AND transfer.transfer_id = link.transfer_id AND transfer.version = link.version
       JOIN records.statutory_record AS line ON line.association = transfer.association
         AND line.transfer_id = transfer.transfer_id AND line.version = transfer.version
       WHERE link.association = $1 AND link.base_transfer = ANY ($2::uuid[])
         AND line.owed AND transfer.status IN ('recorded', 'corrected')`,
      [association, bases],
    );
    return rows;
  }
}

function keyOf(found: Found): string {
  return `${recordIdOf(found)} on ${found.baseTransfer}:${found.baseLine ?? ''}`;
}
