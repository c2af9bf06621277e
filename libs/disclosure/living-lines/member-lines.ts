import { Global, Inject, Injectable, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionProgress } from '#event-store';
import { ofAssociation } from '#platform';
import { LIVING_LINES, type LivingLines } from '#records';

/** What the member view still holds of members, and documents about them: no key that seals any of it may be destroyed. */
@Injectable()
export class MemberLines implements LivingLines {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
  ) {}

  async of(
    association: string,
    members: readonly string[],
    atLeast: string,
  ): Promise<{ readonly keyIds: ReadonlySet<string>; readonly amended: readonly string[] }> {
    await this.progress.waitFor('member-view', association, atLeast);
    const { rows } = await ofAssociation(this.pool, association).query<{
      transfer: string;
      version: number;
      line: string | null;
      header: string | null;
    }>(
      `SELECT DISTINCT line.transfer_id AS transfer, line.version, line.line_part->>'keyId' AS line,
         transfer.header_part->>'keyId' AS header
       FROM disclosure.member_line AS line
       LEFT JOIN disclosure.transfer AS transfer
         ON transfer.association = line.association AND transfer.transfer_id = line.transfer_id
       WHERE line.association = $1 AND line.member_ref = ANY ($2::uuid[])`,
      [association, members],
    );
    const keyIds = rows.flatMap(({ line, header }) => [line, header]).filter((one) => one !== null);
    keyIds.push(...(await this.#keysOfDocuments(association, members)));
    const amended = rows.filter(({ version }) => version > 1).map(({ transfer }) => transfer);
    return { keyIds: new Set(keyIds), amended: [...new Set(amended)] };
  }

  /** What was issued of a member stays to be opened, also where the records that it tells of are disposed of. */
  async #keysOfDocuments(association: string, members: readonly string[]): Promise<string[]> {
    const { rows } = await ofAssociation(this.pool, association).query<{ keyId: string }>(
      `SELECT DISTINCT key_id AS "keyId" FROM disclosure.document_file
       WHERE association = $1 AND member_ref = ANY ($2::uuid[])`,
      [association, members],
    );
    return rows.map(({ keyId }) => keyId);
  }
}

const bound = { provide: LIVING_LINES, useClass: MemberLines };

/** Answers a lib below which keys are still needed. */
@Global()
@Module({ providers: [bound], exports: [bound] })
export class LivingLinesModule {}
