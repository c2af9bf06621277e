import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { socketDirectory } from './cluster-address.js';
import type { DatabaseUser } from './database-user.js';

export const settingsFile = 'kiroku.conf';

export interface Settings {
  port: number;
  /** False gives up everything that a crash would need; for throw-away databases of tests only. */
  durable: boolean;
}

/**
 * Written at every start and included last by postgresql.conf, so a new version's settings reach an old cluster.
 * Logs never carry a statement or a row: both hold personal data.
 */
export function writeSettings(clusterDir: string, settings: Settings, user: DatabaseUser): void {
  const file = join(clusterDir, settingsFile);
  writeFileSync(file, settingsText(clusterDir, settings), { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}

function settingsText(clusterDir: string, { port, durable }: Settings): string {
  const switched = durable ? 'on' : 'off';
  return `# Written by kiroku at every start; a change made here is lost. ALTER SYSTEM is the place for one.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${socketDirectory(clusterDir, port)}'
unix_socket_permissions = 0700
max_connections = 60
password_encryption = 'scram-sha-256'

fsync = ${switched}
full_page_writes = ${switched}
synchronous_commit = ${switched}
shared_buffers = '256MB'
max_wal_size = '2GB'

timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
# One file for each weekday, written anew after a week: the log cannot fill the disk.
log_filename = 'postgresql-%a.log'
log_rotation_age = '1d'
log_truncate_on_rotation = on
log_statement = 'none'
log_min_error_statement = 'panic'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
`;
}
