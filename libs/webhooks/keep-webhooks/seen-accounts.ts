import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ofAssociation } from '#platform';

/** Accounts of integrators that have webhooks, and when each came last. */
@Injectable()
export class SeenAccounts {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  async see(association: string, account: string): Promise<void> {
    await ofAssociation(this.pool, association).query(
      `INSERT INTO webhooks.seen_account (association, account, seen_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (association, account) DO UPDATE SET seen_at = excluded.seen_at`,
      [association, account],
    );
  }
}
