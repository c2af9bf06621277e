import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Directory, LookLog, type Looker, type Seen } from '#access';
import { ofAssociation } from '#platform';
import type { TransferWish } from './chosen-transfers.js';

const PAGE = 500;

interface MemberRow {
  readonly ref: string;
  readonly open: boolean;
  readonly restricted: boolean;
}

export interface PersonsWish extends TransferWish {
  readonly bundleId: string;
  readonly looker: Looker;
}

/** The members of a selection in clear. Each is looked at by it, and the log says so before the file has them. */
@Injectable()
export class BundlePersons {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async *lines(wish: PersonsWish, onPage: () => void): AsyncGenerator<Buffer> {
    for (let after: string | null = null; ;) {
      const rows: MemberRow[] = await this.#page(wish, after);
      await this.looks.write(wish.looker, { what: 'AUDIT_BUNDLE', under: wish.bundleId, seen: rows.flatMap(seenOf) });
      const persons = await this.directory.read(
        wish.association,
        rows.map(({ ref }) => ref),
      );
      const lines = rows.map(({ ref }) => {
        const person = persons.get(ref);
        if (!person) return { ref, erased: true };
        const { name, kana, birthDate, symbol, number, branch, former, formerNames } = person;
        return { ref, name, kana, birthDate, symbol, number, branch, former, formerNames };
      });
      if (lines.length > 0) yield Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      onPage();
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.ref;
    }
  }

  async #page(
    { association, from, to, parties, members, looker }: PersonsWish,
    after: string | null,
  ): Promise<MemberRow[]> {
    const { rows } = await ofAssociation(this.pool, association).query<MemberRow>(
      `SELECT line.member_ref AS ref, bool_or(line.chain = 'open') AS open,
         bool_or(line.chain = 'restricted') AS restricted
       FROM disclosure.member_line AS line JOIN disclosure.transfer AS t
         ON t.association = line.association AND t.transfer_id = line.transfer_id AND t.version = line.version
       WHERE line.association = $1 AND line.occurred_on BETWEEN $2::date AND $3::date
         AND ($4::text[] IS NULL OR t.party_id = ANY ($4)) AND ($5::uuid[] IS NULL OR line.member_ref = ANY ($5))
         AND ($6 OR line.chain = 'open') AND ($7::uuid IS NULL OR line.member_ref > $7)
       GROUP BY line.member_ref ORDER BY line.member_ref LIMIT $8`,
      [association, from, to, parties, members, looker.role === 'auditor', after, PAGE],
    );
    return rows;
  }
}

function seenOf({ ref, open, restricted }: MemberRow): Seen[] {
  return [
    ...(open ? [{ member: ref, chain: 'open' as const }] : []),
    ...(restricted ? [{ member: ref, chain: 'restricted' as const }] : []),
  ];
}
