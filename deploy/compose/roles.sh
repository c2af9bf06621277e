#!/bin/sh
# Runs once, when the data directory is empty. kiroku_owner migrates and owns every table; each service has a role of
# its own, which owns nothing. What each may do is given by the migrations: libs/*/rights.ts.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname kiroku <<'SQL'
\set owner_password `cat /run/secrets/database-owner-password`
\set ledger_password `cat /run/secrets/database-ledger-password`
\set disclosure_password `cat /run/secrets/database-disclosure-password`
\set projector_password `cat /run/secrets/database-projector-password`

CREATE ROLE kiroku_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kiroku_ledger LOGIN PASSWORD :'ledger_password';
CREATE ROLE kiroku_disclosure LOGIN PASSWORD :'disclosure_password';
-- It writes rows by COPY, which PostgreSQL refuses under row-level security.
CREATE ROLE kiroku_projector LOGIN BYPASSRLS PASSWORD :'projector_password';

ALTER DATABASE kiroku OWNER TO kiroku_owner;
REVOKE ALL ON DATABASE kiroku FROM PUBLIC;
GRANT CONNECT ON DATABASE kiroku TO kiroku_ledger, kiroku_disclosure, kiroku_projector;
SQL
