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
    const { rows } = await ofAssociation(this.pool, association).prepared<
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

  /** The reference by which somebody is known now, and those that went into it; null where nobody has the one given. */
  async known(association: string, ref: string): Promise<{ readonly ref: string; readonly former: string[] } | null> {
    const { rows } = await ofAssociation(this.pool, association).prepared<{ ref: string; former: string[] }>(
      `SELECT person.ref, ARRAY (
         SELECT former.ref::text FROM access.member AS former
         WHERE former.association = $1 AND former.merged_into = person.ref ORDER BY former.ref) AS former
       FROM access.member AS asked
       JOIN access.member AS person
         ON person.association = asked.association AND person.ref = coalesce(asked.merged_into, asked.ref)
       WHERE asked.association = $1 AND asked.ref = $2`,
      [association, ref],
    );
    return rows[0] ?? null;
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
    const known = await this.known(association, ref);
    return known ? [known.ref, ...known.former] : [ref];
  }
}

const NONE: ReadonlyMap<string, string> = new Map();
