import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';

/** What became of a reference. */
export interface PersonState {
  /** The reference under which the person is known now: its own, where it was not merged into another. */
  readonly ref: string;
  /** The person died; nobody looks into the portal for the person any more. */
  readonly isClosed: boolean;
  /** When what was known of the person was erased; null where it was not. */
  readonly erasedAt: string | null;
}

/** Who is behind references: one person may have had several. */
@Injectable()
export class Persons {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /** Null where nobody has this reference. */
  async state(association: string, ref: string): Promise<PersonState | null> {
    const { rows } = await ofAssociation(this.pool, association).query<
      Omit<PersonState, 'erasedAt'> & { readonly erasedAt: Date | null }
    >(
      `SELECT person.ref, person.is_closed AS "isClosed", person.erased_at AS "erasedAt" FROM access.member AS asked
       JOIN access.member AS person
         ON person.association = asked.association AND person.ref = coalesce(asked.merged_into, asked.ref)
       WHERE asked.association = $1 AND asked.ref = $2`,
      [association, ref],
    );
    const [state] = rows;
    return state ? { ...state, erasedAt: state.erasedAt?.toISOString() ?? null } : null;
  }

  /** Of these references, those that went into another, with that other. */
  async merged(association: string, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (refs.length === 0) return NONE;
    const { rows } = await ofAssociation(this.pool, association).query<{ ref: string; into: string }>(
      `SELECT ref, merged_into AS into FROM access.member
       WHERE association = $1 AND merged_into IS NOT NULL AND ref = ANY ($2::uuid[])`,
      [association, refs],
    );
    return rows.length === 0 ? NONE : new Map(rows.map(({ ref, into }) => [ref, into]));
  }

  /** Every reference of the person, the present one first, whichever of them is given; that one alone where nobody has it. */
  async references(association: string, ref: string): Promise<readonly [string, ...string[]]> {
    const present = (await this.merged(association, [ref])).get(ref) ?? ref;
    const { rows } = await ofAssociation(this.pool, association).query<{ ref: string }>(
      `SELECT ref FROM access.member WHERE association = $1 AND merged_into = $2 ORDER BY ref`,
      [association, present],
    );
    return [present, ...rows.map((row) => row.ref)];
  }
}

const NONE: ReadonlyMap<string, string> = new Map();
