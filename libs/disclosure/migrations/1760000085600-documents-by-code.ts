import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has a document asks by its code, and knows no association: the one question that crosses them. */
export class DocumentsByCode1760000085600 implements MigrationInterface {
  readonly name = 'DocumentsByCode1760000085600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION disclosure.document_by_code(code text)
      RETURNS TABLE (association text, kind text, format text, language text, issued_on text, sha256 text, "position" text,
        is_replaced boolean)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      #variable_conflict use_column
      BEGIN
        RETURN QUERY
        SELECT one.association, one.kind, one.format, one.language, one.issued_on::text, one.sha256,
          lpad(one.position::text, 16, '0'), one.replaced_by IS NOT NULL
        FROM disclosure.document AS one WHERE one.code_sha256 = code ORDER BY one.position LIMIT 1;
      END $$`);
    await runner.query(`REVOKE ALL ON FUNCTION disclosure.document_by_code FROM PUBLIC`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION disclosure.document_by_code`);
  }
}
