import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { SettingsError } from '#platform';

/**
 * What a connection string may set. The client passes over what it does not know, which for a misspelt `tlsCAFile` is
 * too kind, and prints the whole string. Not `throwOnAppendFailure`: without it an append that failed looks written.
 */
const OPTIONS = [
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
  'nodePreference',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'defaultDeadline',
  'keepAliveInterval',
  'keepAliveTimeout',
  'connectionName',
];

/** The client of a connection string. What is wrong with one is said without its text, which may hold a password. */
export function connect(url: string): KurrentDBClient {
  const hostsAndOptions = url.replace(/^[^:]+:\/\/(?:[^:]+:[^@]+@)?/, '');
  const asked = [...hostsAndOptions.matchAll(/[?&]([^=&]+)=/g)].map(([, key]) => flat(key!));
  const known = OPTIONS.map(flat);
  if (asked.some((key) => !known.includes(key))) {
    throw new SettingsError(`KURRENTDB_URL has an option that is none of ${OPTIONS.join(', ')}.`);
  }
  try {
    return KurrentDBClient.connectionString(url);
  } catch {
    throw new SettingsError('KURRENTDB_URL cannot be read as a connection string, or names a file that is not there.');
  }
}

// As the client reads them.
function flat(key: string): string {
  return key.trim().toLowerCase().replaceAll(/[_-]/g, '');
}
