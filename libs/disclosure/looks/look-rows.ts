import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';

/** A row of the log of looks, as the database gives it. */
export interface FoundLook {
  readonly position: string;
  readonly member: string | null;
  readonly what: string;
  readonly chain: 'open' | 'restricted';
  readonly role: string;
  readonly account: string;
  readonly at: Date;
  readonly purpose: string | null;
  readonly under: string | null;
  readonly filters: readonly string[];
  readonly records: readonly string[];
  readonly reasonClass: string | null;
  readonly reasonId: string | null;
}

/** A look with those of its records that the member sees. */
export interface ShownLook extends Pick<FoundLook, 'position' | 'what' | 'role' | 'at' | 'purpose' | 'reasonClass'> {
  readonly shown: string[];
}

interface OfMember {
  readonly association: string;
  /** Every reference of the person. */
  readonly refs: readonly string[];
  readonly before: string | null;
}

export interface LooksWish {
  readonly association: string;
  /** The restricted chain exists for auditors alone. */
  readonly isAuditor: boolean;
  /** Every reference of a person; null for looks at anybody. */
  readonly refs: readonly string[] | null;
  readonly what?: string | undefined;
  readonly role?: string | undefined;
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before: string | null;
}

const COLUMNS = `look.position, look.member_ref AS member, look.what, look.chain, look.role, look.account,
  look.looked_at AS at, look.purpose, look.under, look.filters, look.records,
  look.reason_class AS "reasonClass", look.reason_id AS "reasonId"`;

/** Reads the log of looks, newest first. */
@Injectable()
export class LookRows {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  /**
   * Looks that the member may know of. A line that is hidden from the member is not named, and a look at nothing but
   * such lines is not shown: it would tell that there is something to hide.
   */
  async shownTo({ association, refs, before }: OfMember, limit: number): Promise<ShownLook[]> {
    const { rows } = await ofAssociation(this.pool, association).query<ShownLook>(
      `SELECT ${COLUMNS}, coalesce(named.shown, '{}') AS shown
       FROM disclosure.look AS look
       CROSS JOIN LATERAL (
         SELECT array_agg(one.record ORDER BY one.place) FILTER (WHERE NOT line.is_hidden) AS shown,
           coalesce(bool_and(line.is_hidden), false) AS is_hidden
         FROM json_array_elements_text(look.records) WITH ORDINALITY AS one (record, place)
         LEFT JOIN LATERAL (
           SELECT line.view = 'hidden' OR line.chain = 'restricted' AS is_hidden FROM disclosure.member_line AS line
           WHERE line.association = $1 AND line.member_ref = ANY ($2::uuid[])
             AND line.transfer_id = split_part(one.record, ':', 1)::uuid
             AND line.line = split_part(one.record, ':', 2)::integer
           ORDER BY line.version DESC LIMIT 1) AS line ON true) AS named
       WHERE look.association = $1 AND look.member_ref = ANY ($2::uuid[]) AND look.chain = 'open'
         AND NOT named.is_hidden AND ($3::bigint IS NULL OR look.position < $3)
       ORDER BY look.position DESC LIMIT $4`,
      [association, refs, before, limit],
    );
    return rows;
  }

  async read(wish: LooksWish, limit: number): Promise<FoundLook[]> {
    const { association, isAuditor, refs, what, role, account, from, to, before } = wish;
    const { rows } = await ofAssociation(this.pool, association).query<FoundLook>(
      `SELECT ${COLUMNS} FROM disclosure.look AS look
       WHERE association = $1 AND (chain = 'open' OR $2) AND ($3::uuid[] IS NULL OR member_ref = ANY ($3))
         AND ($4::text IS NULL OR what = $4) AND ($5::text IS NULL OR role = $5) AND ($6::text IS NULL OR account = $6)
         AND ($7::date IS NULL OR looked_at >= $7::date::timestamp AT TIME ZONE 'Asia/Tokyo')
         AND ($8::date IS NULL OR looked_at < ($8::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo')
         AND ($9::bigint IS NULL OR position < $9)
       ORDER BY position DESC LIMIT $10`,
      [
        association,
        isAuditor,
        refs,
        what ?? null,
        role ?? null,
        account ?? null,
        from ?? null,
        to ?? null,
        before,
        limit,
      ],
    );
    return rows;
  }
}
