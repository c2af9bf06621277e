import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Persons } from '#access';
import { ofAssociation } from '#platform';
import type { Extension, ExtensionCode } from '#statute';
import { recordIdOf, type RecordFacts } from './record-facts.js';

interface ActiveHold {
  readonly code: ExtensionCode;
  readonly until: string | null;
  readonly scope: 'member' | 'party' | 'arrangement' | 'record';
  readonly target: string;
}

/** Why records are kept beyond their end, record by record. */
export type ExtensionsOf = (record: RecordFacts) => readonly Extension[];

@Injectable()
export class Holds {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  /** Of an association there are few: all that are not released are read. */
  async of(association: string): Promise<ExtensionsOf> {
    const { rows } = await ofAssociation(this.pool, association).query<ActiveHold>(
      `SELECT code, until::text, scope, target FROM records.hold WHERE association = $1 AND released_at IS NULL`,
      [association],
    );
    const byTarget = new Map<string, Extension[]>();
    for (const { scope, target, code, until } of rows) {
      // A person is held under every reference, whichever the hold names.
      const targets = scope === 'member' ? await this.persons.references(association, target) : [target];
      for (const key of targets.map((one) => `${scope}:${one}`))
        byTarget.set(key, [...(byTarget.get(key) ?? []), { code, until }]);
    }
    return (record) => targetsOf(record).flatMap((target) => byTarget.get(target) ?? []);
  }
}

function targetsOf(record: RecordFacts): string[] {
  const { transferId, memberRef, partyId, arrangementId } = record;
  return [
    `record:${recordIdOf(record)}`,
    `record:${transferId}`,
    `member:${memberRef}`,
    ...(partyId === null ? [] : [`party:${partyId}`]),
    ...(arrangementId === null ? [] : [`arrangement:${arrangementId}`]),
  ];
}
