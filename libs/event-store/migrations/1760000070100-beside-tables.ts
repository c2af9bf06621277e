import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a rebuild does to tables, for a projector that owns none: a copy beside, into the place of the live one, or its
 * rows into it. It works on tables alone of which the caller may write and delete every row anyway.
 */
export class BesideTables1760000070100 implements MigrationInterface {
  readonly name = 'BesideTables1760000070100';

  async up(runner: QueryRunner): Promise<void> {
    for (const made of [BESIDE_NAME, COPY_INDEXES, COPY_POLICIES, COPY_GRANTS]) await runner.query(made);
    for (const made of [MAKE_BESIDE, PUT_BESIDE_IN_PLACE, MOVE_ROWS_FROM_BESIDE]) await runner.query(made);
    await runner.query(`REVOKE ALL ON ALL FUNCTIONS IN SCHEMA projection FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION projection.make_beside, projection.put_beside_in_place, projection.move_rows_from_beside,
        projection.copy_indexes, projection.copy_policies, projection.copy_grants, projection.beside_name`);
  }
}

const PATH = `SET search_path = pg_catalog, pg_temp`;
const DEFINER = `SECURITY DEFINER ${PATH}`;

/** Where the copy of a table stands: under its own name, in a schema beside. Refuses what the caller may not write. */
const BESIDE_NAME = `
CREATE FUNCTION projection.beside_name(live text) RETURNS text
LANGUAGE plpgsql ${PATH} AS $$
BEGIN
  IF live !~ '^[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*$'
    OR NOT has_table_privilege(session_user, live, 'INSERT') OR NOT has_table_privilege(session_user, live, 'DELETE') THEN
    RAISE EXCEPTION 'The table % is not the caller''s to make anew.', live USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN 'beside_' || live;
END $$`;

// Indexes apart, for LIKE would give them names of its own, and a later migration would not find them.
const COPY_INDEXES = `
CREATE FUNCTION projection.copy_indexes(live text, beside text) RETURNS void
LANGUAGE plpgsql ${PATH} AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT quote_ident(relname) AS name, pg_get_indexdef(indexrelid) AS definition,
      CASE contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' END AS kind
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    LEFT JOIN pg_constraint ON conindid = indexrelid AND contype IN ('p', 'u')
    WHERE indrelid = live::regclass ORDER BY indexrelid
  LOOP
    EXECUTE replace(one.definition, format(' ON %s USING ', live), format(' ON %s USING ', beside));
    IF one.kind IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %s %s USING INDEX %s', beside, one.name, one.kind, one.name);
    END IF;
  END LOOP;
END $$`;

const COPY_POLICIES = `
CREATE FUNCTION projection.copy_policies(live text, beside text) RETURNS void
LANGUAGE plpgsql ${PATH} AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT quote_ident(polname) AS name, CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END AS kind,
      CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
        ELSE 'ALL' END AS command,
      (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
        FROM unnest(polroles) AS role) AS roles,
      coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '') AS seen,
      coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS written
    FROM pg_policy WHERE polrelid = live::regclass
  LOOP
    EXECUTE format('CREATE POLICY %s ON %s AS %s FOR %s TO %s', one.name, beside, one.kind, one.command, one.roles)
      || one.seen || one.written;
  END LOOP;
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = live::regclass) THEN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', beside);
  END IF;
END $$`;

const COPY_GRANTS = `
CREATE FUNCTION projection.copy_grants(live text, beside text) RETURNS void
LANGUAGE plpgsql ${PATH} AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT privilege_type AS privilege, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS option,
      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee
    FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = live::regclass AND grantee <> relowner
  LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %s TO %s', split_part(beside, '.', 1), one.grantee);
    EXECUTE format('GRANT %s ON %s TO %s%s', one.privilege, beside, one.grantee, one.option);
  END LOOP;
END $$`;

/** Makes empty copies of the tables, with all that readers and writers rely on, and drops what was left of others. */
const MAKE_BESIDE = `
CREATE FUNCTION projection.make_beside(tables text[]) RETURNS void
LANGUAGE plpgsql ${DEFINER} AS $$
DECLARE
  live text;
  beside text;
BEGIN
  FOREACH live IN ARRAY tables LOOP
    beside := projection.beside_name(live);
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %s', split_part(beside, '.', 1));
    EXECUTE format('DROP TABLE IF EXISTS %s', beside);
    EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)', beside, live);
    PERFORM projection.copy_indexes(live, beside);
    PERFORM projection.copy_policies(live, beside);
    PERFORM projection.copy_grants(live, beside);
  END LOOP;
END $$`;

/** Puts the copies in the place of the tables. Readers wait for the end of the transaction, and go on. */
const PUT_BESIDE_IN_PLACE = `
CREATE FUNCTION projection.put_beside_in_place(tables text[]) RETURNS void
LANGUAGE plpgsql ${DEFINER} AS $$
DECLARE
  live text;
  beside text;
BEGIN
  PERFORM projection.beside_name(one) FROM unnest(tables) AS one;
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', array_to_string(tables, ', '));
  FOREACH live IN ARRAY tables LOOP
    beside := projection.beside_name(live);
    EXECUTE format('DROP TABLE %s', live);
    EXECUTE format('ALTER TABLE %s SET SCHEMA %s', beside, split_part(live, '.', 1));
  END LOOP;
END $$`;

/** Puts one association's rows in the place of those that are there, and drops the copies. */
const MOVE_ROWS_FROM_BESIDE = `
CREATE FUNCTION projection.move_rows_from_beside(tables text[], association text) RETURNS void
LANGUAGE plpgsql ${DEFINER} AS $$
DECLARE
  live text;
  beside text;
BEGIN
  FOREACH live IN ARRAY tables LOOP
    beside := projection.beside_name(live);
    EXECUTE format('DELETE FROM %s WHERE association = $1', live) USING association;
    EXECUTE format('INSERT INTO %s SELECT * FROM %s', live, beside);
    EXECUTE format('DROP TABLE %s', beside);
  END LOOP;
END $$`;
