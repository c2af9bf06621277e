#!/bin/sh
# Runs once, when the data directory is empty. kiroku_owner migrates and owns every table;
# kiroku_service is what the services are: no superuser and no owner, so row-level security holds for it.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname kiroku <<'SQL'
\set owner_password `cat /run/secrets/database-owner-password`
\set service_password `cat /run/secrets/database-service-password`

CREATE ROLE kiroku_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE kiroku_service LOGIN PASSWORD :'service_password';

ALTER DATABASE kiroku OWNER TO kiroku_owner;
REVOKE ALL ON DATABASE kiroku FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE kiroku TO kiroku_service;

-- What a migration makes is usable, and a projection's rows can be emptied for a rebuild. Events are append-only for
-- everybody: a trigger of their table refuses the rest.
ALTER DEFAULT PRIVILEGES FOR ROLE kiroku_owner GRANT USAGE ON SCHEMAS TO kiroku_service;
ALTER DEFAULT PRIVILEGES FOR ROLE kiroku_owner GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO kiroku_service;
ALTER DEFAULT PRIVILEGES FOR ROLE kiroku_owner GRANT USAGE, SELECT ON SEQUENCES TO kiroku_service;
SQL
