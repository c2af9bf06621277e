import type { Pool } from 'pg';
import { createPool } from '#platform';
import { migrateDatabase } from '../../apps/cli/commands/migrate-database.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { databaseFaults } from '../harness/database-faults.js';

let database: TestDatabase;
let owner: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrateDatabase(database.url);
  owner = createPool(database.url);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe('the database as migrations leave it', () => {
  it('keeps associations apart in every table, and lets services do what is written, no more and no less', async () => {
    expect(await databaseFaults(owner)).toEqual([]);
  });

  // Each is planted, seen, and taken back by the next start, or by hand where a start must not.
  it.each<[planted: string, seen: string | RegExp, undo: string | null]>([
    [`GRANT DELETE ON event_store.event TO kiroku_ledger`, /^REVOKE DELETE ON TABLE event_store.event/, null],
    [`GRANT SELECT ON event_store.event_0 TO kiroku_ledger`, /^REVOKE SELECT ON TABLE event_store.event_0/, null],
    [`GRANT EXECUTE ON FUNCTION event_store.keep_append_only TO PUBLIC`, /^REVOKE EXECUTE ON FUNCTION/, null],
    [`REVOKE INSERT ON access.data_key FROM kiroku_disclosure`, /^GRANT INSERT ON TABLE access.data_key/, null],
    [`ALTER TABLE records.hold DISABLE ROW LEVEL SECURITY`, 'records.hold: row-level security is off', null],
    [`DROP POLICY of_one_association ON access.member`, 'access.member: no policy keeps associations apart', null],
    [
      `CREATE POLICY planted ON access.member USING (true)`,
      'access.member: the policy planted is written nowhere',
      `DROP POLICY planted ON access.member`,
    ],
    [
      `CREATE TABLE access.planted (association text)`,
      'access.planted: row-level security is off',
      `DROP TABLE access.planted`,
    ],
    [
      `CREATE TABLE access.planted (member uuid)`,
      'access.planted: nothing says whose its rows are',
      `DROP TABLE access.planted`,
    ],
    [
      `CREATE FUNCTION access.planted() RETURNS integer LANGUAGE sql SECURITY DEFINER RETURN 1`,
      "planted: acts as the owner and takes names from the caller's path",
      `DROP FUNCTION access.planted`,
    ],
  ])('would see: %s', async (planted, seen, undo) => {
    await owner.query(planted);
    const faults = await databaseFaults(owner);
    await (undo === null ? migrateDatabase(database.url) : owner.query(undo));
    expect(faults).toContainEqual(typeof seen === 'string' ? seen : expect.stringMatching(seen));
    expect(await databaseFaults(owner)).toEqual([]);
  });
});
