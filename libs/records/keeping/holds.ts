import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Persons } from '#access';
import { ofAssociation } from '#platform';
import type { Extension, ExtensionCode } from '#statute';
import { recordIdOf, type RecordFacts } from './record-facts.js';

/** A hold that is not released; not what it aims at. */
export interface StandingHold {
  readonly code: ExtensionCode;
  readonly scope: 'member' | 'party' | 'arrangement' | 'record';
  readonly until: string | null;
}

interface ActiveHold extends StandingHold {
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

  async of(association: string): Promise<ExtensionsOf> {
    const byTarget = new Map<string, Extension[]>();
    for (const { scope, target, code, until } of await this.#active(association)) {
      // A person is held under every reference, whichever the hold names.
      const targets = scope === 'member' ? await this.persons.references(association, target) : [target];
      for (const key of targets.map((one) => `${scope}:${one}`))
        byTarget.set(key, [...(byTarget.get(key) ?? []), { code, until }]);
    }
    return (record) => targetsOf(record).flatMap((target) => byTarget.get(target) ?? []);
  }

  /** Those that stand over a person, also before there are records, or over any of the records; each kind of them once. */
  async over(
    association: string,
    refs: readonly string[],
    records: readonly RecordFacts[],
  ): Promise<readonly StandingHold[]> {
    const targets = new Set([...refs.map((ref) => `member:${ref}`), ...records.flatMap(targetsOf)]);
    const over = (await this.#active(association)).filter(({ scope, target }) => targets.has(`${scope}:${target}`));
    const each = over.map(({ code, scope, until }) => [`${code} ${scope} ${until}`, { code, scope, until }] as const);
    return [...new Map(each).values()];
  }

  /** Of an association there are few: all that are not released are read. */
  async #active(association: string): Promise<ActiveHold[]> {
    const { rows } = await ofAssociation(this.pool, association).query<ActiveHold>(
      `SELECT code, until::text, scope, target FROM records.hold
       WHERE association = $1 AND released_at IS NULL ORDER BY position`,
      [association],
    );
    return rows;
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
