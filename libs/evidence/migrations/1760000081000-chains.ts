import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chains of members' lines, and the maps over their heads. All of it is made again from the log. */
export class Chains1760000081000 implements MigrationInterface {
  readonly name = 'Chains1760000081000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence.link (
        association text NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        key bytea NOT NULL CHECK (octet_length(key) = 32),
        no integer NOT NULL CHECK (no > 0),
        leaf_index bigint NOT NULL CHECK (leaf_index >= 0),
        leaf bytea NOT NULL CHECK (octet_length(leaf) = 32),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        PRIMARY KEY (association, chain, key, no)
      )`);
    // Which chains grew between two places of the log.
    await runner.query(`CREATE INDEX link_in_log ON evidence.link (association, leaf_index)`);
    // Which keys there are in a part of the map, however long their chains.
    await runner.query(`CREATE INDEX link_first ON evidence.link (association, chain, key) WHERE no = 1`);
    await runner.query(`
      CREATE TABLE evidence.map_tile (
        association text NOT NULL,
        chain text NOT NULL CHECK (chain IN ('open', 'restricted')),
        level smallint NOT NULL CHECK (level IN (0, 1)),
        index smallint NOT NULL CHECK (index BETWEEN 0 AND 255),
        hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
        ones bytea NOT NULL CHECK (octet_length(ones) = 32),
        PRIMARY KEY (association, chain, level, index)
      )`);
    await runner.query(`
      CREATE TABLE evidence.map_commitment (
        association text NOT NULL,
        position bigint NOT NULL,
        through bigint NOT NULL,
        open bytea NOT NULL CHECK (octet_length(open) = 32),
        restricted bytea NOT NULL CHECK (octet_length(restricted) = 32),
        PRIMARY KEY (association, position),
        CHECK (through < position)
      )`);
    await runner.query(`CREATE INDEX map_commitment_through ON evidence.map_commitment (association, through)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE evidence.link, evidence.map_tile, evidence.map_commitment`);
  }
}
