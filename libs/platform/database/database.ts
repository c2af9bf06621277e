import { DataSource, type EntityTarget, type Logger, type MigrationInterface, type ObjectLiteral } from 'typeorm';
import { Pool } from 'pg';

export interface DatabaseOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly entities?: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/** Connections of one process: half for the hot paths through `pg`, half for TypeORM. */
const POOL_CONNECTIONS_MAX = 10;
/** A transaction left open holds locks that everybody waits for. */
const IDLE_IN_TRANSACTION_MILLISECONDS_MAX = 30_000;
const CONNECT_MILLISECONDS_MAX = 5_000;
/** A server that went away without a word is found out by the network, however long nothing is sent. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** Pool for bound SQL. A connection that breaks is replaced; the error must not end the process. */
export function createPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MILLISECONDS_MAX,
    ...KEEP_ALIVE,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS_MAX,
  });
  pool.on('error', () => {}); // Of idle connections.
  // A connection in use tells its user by the failing query; the event beside it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** TypeORM would write to the console even so: to the output of a command, and with the values of a query. */
const SILENT: Logger = {
  logQuery() {},
  logQueryError() {},
  logQuerySlow() {},
  logSchemaBuild() {},
  logMigration() {},
  log() {},
};

/** TypeORM's side of the same database: migrations, entities, ordinary queries. Not connected yet. */
export function createDataSource({ url, entities = [], migrations = [] }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...entities] as never[],
    migrations: [...migrations] as never[],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    logger: SILENT,
    poolErrorHandler: () => {},
    extra: {
      max: POOL_CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MILLISECONDS_MAX,
      ...KEEP_ALIVE,
      ...optionsOf(url),
    },
  });
}

/** TypeORM takes an address apart and leaves behind what it says to the server at the start of a session. */
function optionsOf(url: string): { options?: string } {
  const options = URL.canParse(url) ? new URL(url).searchParams.get('options') : null;
  return options === null ? {} : { options };
}
