import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every finding with its life, in the place of those of late knowledge alone; and what the clocked run looks at. */
export class Findings1760000054000 implements MigrationInterface {
  readonly name = 'Findings1760000054000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger.finding`);
    await runner.query(`
      CREATE TABLE ledger.finding (
        association text NOT NULL,
        finding_id uuid NOT NULL,
        kind text NOT NULL,
        code text NOT NULL,
        severity text NOT NULL CHECK (severity IN ('blocking', 'warning')),
        pointer text NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        state text NOT NULL CHECK (state IN ('open', 'closed')),
        transfer_id uuid,
        version integer,
        line_ranges json,
        member_ref uuid,
        arrangement_id text,
        occurred_on date NOT NULL,
        since date,
        because json,
        period_from date,
        period_to date,
        expected integer,
        found integer,
        ruleset text,
        opened_at timestamptz NOT NULL,
        opened_position bigint NOT NULL,
        ordinal integer NOT NULL,
        owner text,
        closed_code text,
        closed_by text CHECK (closed_by IN ('officer', 'ledger')),
        closed_at timestamptz,
        closed_part json,
        PRIMARY KEY (association, finding_id),
        CHECK ((state = 'closed') = (closed_code IS NOT NULL))
      )`);
    await runner.query(
      `CREATE INDEX finding_newest ON ledger.finding (association, opened_position DESC, ordinal DESC)`,
    );
    await runner.query(`CREATE INDEX finding_by_transfer ON ledger.finding (association, transfer_id)`);
    await runner.query(`CREATE INDEX finding_by_member ON ledger.finding (association, member_ref)`);
    await runner.query(`CREATE INDEX finding_open ON ledger.finding (association, kind) WHERE state = 'open'`);
    await runner.query(`
      CREATE TABLE ledger.watched_transfer (
        association text NOT NULL,
        transfer_id uuid NOT NULL,
        arrangement_id text,
        phase text NOT NULL CHECK (phase IN ('planned', 'done')),
        status text NOT NULL CHECK (status IN ('recorded', 'voided', 'not-sent', 'rejected')),
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        occurred_on date NOT NULL,
        period_from date,
        period_to date,
        PRIMARY KEY (association, transfer_id)
      )`);
    await runner.query(
      `CREATE INDEX watched_transfer_by_arrangement ON ledger.watched_transfer (association, arrangement_id, occurred_on)`,
    );
    await runner.query(
      `CREATE INDEX watched_transfer_planned ON ledger.watched_transfer (association, occurred_on) WHERE phase = 'planned'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger.finding, ledger.watched_transfer`);
    await runner.query(`
      CREATE TABLE ledger.finding (
        association text NOT NULL,
        position bigint NOT NULL,
        opened_at timestamptz NOT NULL,
        ruleset text NOT NULL,
        member_ref uuid NOT NULL,
        transfer_id uuid NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        data jsonb NOT NULL,
        PRIMARY KEY (association, position)
      )`);
  }
}
