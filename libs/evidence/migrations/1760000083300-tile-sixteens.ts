import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of each tile the hashes over its sixteens, beside it: a proof of one leaf needs eight hashes above those of a tile, and
 * makes them of these and of one sixteen instead of all 256. Those of tiles that are there are made here.
 */
export class TileSixteens1760000083300 implements MigrationInterface {
  readonly name = 'TileSixteens1760000083300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence.tile ADD COLUMN sixteens bytea NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE evidence.tile ALTER COLUMN sixteens SET STORAGE EXTERNAL`);
    // RFC 6962 section 2.1, over a power of two of hashes.
    await runner.query(`
      CREATE FUNCTION pg_temp.hash_over(hashes bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE joined bytea;
      BEGIN
        WHILE octet_length(hashes) > 32 LOOP
          joined := '';
          FOR pair IN 0 .. octet_length(hashes) / 64 - 1 LOOP
            joined := joined || sha256('\\x01'::bytea || substring(hashes FROM pair * 64 + 1 FOR 64));
          END LOOP;
          hashes := joined;
        END LOOP;
        RETURN hashes;
      END $$`);
    await runner.query(`
      UPDATE evidence.tile AS tile SET sixteens = (
        SELECT string_agg(pg_temp.hash_over(substring(tile.hashes FROM sixteen * 512 + 1 FOR 512)), '' ORDER BY sixteen)
        FROM generate_series(0, octet_length(tile.hashes) / 512 - 1) AS sixteen)
      WHERE octet_length(tile.hashes) >= 512`);
    await runner.query(`
      ALTER TABLE evidence.tile
        ADD CONSTRAINT tile_sixteens CHECK (octet_length(sixteens) <= 512 AND octet_length(sixteens) % 32 = 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence.tile DROP COLUMN sixteens`);
  }
}
