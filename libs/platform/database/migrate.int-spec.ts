/* oxlint-disable no-console */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { createDataSource } from './database.js';
import { DatabaseVersionError, migrate } from './migrate.js';

class Cups1700000000000 implements MigrationInterface {
  readonly name = 'Cups1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    // Slow enough for a second process to come in between.
    await runner.query('SELECT pg_sleep(0.3)');
    await runner.query('CREATE TABLE cup (id integer PRIMARY KEY)');
  }
  async down(): Promise<void> {}
}

class Spoons1700000001000 implements MigrationInterface {
  readonly name = 'Spoons1700000001000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE spoon (id integer PRIMARY KEY)');
  }
  async down(): Promise<void> {}
}

class Broken1700000002000 implements MigrationInterface {
  readonly name = 'Broken1700000002000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id integer)');
    await runner.query('CREATE TABLE nonsense (');
  }
  async down(): Promise<void> {}
}

type Migrations = readonly (new () => MigrationInterface)[];

describe('migrating a database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  async function run(migrations: Migrations): Promise<string[]> {
    const source = await createDataSource({ url: database.url, migrations }).initialize();
    try {
      return (await migrate(source)).applied;
    } finally {
      await source.destroy();
    }
  }

  async function tables(): Promise<string[]> {
    const source = await createDataSource({ url: database.url }).initialize();
    const rows = await source.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
    await source.destroy();
    return rows.map((row: { tablename: string }) => row.tablename);
  }

  it('applies what is new, once', async () => {
    expect(await run([Cups1700000000000])).toEqual(['Cups1700000000000']);
    expect(await run([Cups1700000000000, Spoons1700000001000])).toEqual(['Spoons1700000001000']);
    expect(await run([Cups1700000000000, Spoons1700000001000])).toEqual([]);
  });

  it('happens once when two processes start together', async () => {
    const both = [Cups1700000000000, Spoons1700000001000];
    const applied = await Promise.all([run(both), run(both), run(both)]);
    expect(applied.flat().sort()).toEqual(['Cups1700000000000', 'Spoons1700000001000']);
  });

  it('refuses a database that a newer program has written, and changes nothing', async () => {
    await run([Cups1700000000000, Spoons1700000001000]);
    const attempt = run([Cups1700000000000, Broken1700000002000]);
    await expect(attempt).rejects.toThrow(DatabaseVersionError);
    await expect(attempt).rejects.toThrow('unknown migration Spoons1700000001000');
    expect(await tables()).toEqual(['cup', 'migration', 'spoon']);
  });

  it('leaves nothing of a migration that fails, and lets go of its lock', async () => {
    const written: unknown[] = [];
    const log = console.log;
    console.log = (text: unknown) => written.push(text);
    await expect(run([Cups1700000000000, Broken1700000002000])).rejects.toThrow('syntax error');
    console.log = log;
    expect(written).toEqual([]); // The output belongs to the command that runs.
    expect(await tables()).toEqual(['cup', 'migration']);
    expect(await run([Cups1700000000000, Spoons1700000001000])).toEqual(['Spoons1700000001000']);
  });
});
