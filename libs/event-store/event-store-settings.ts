import { SettingsError, type Environment } from '#platform';

export type EventStoreSettings = { readonly kind: 'postgres' } | { readonly kind: 'kurrentdb'; readonly url: string };

/** `EVENT_STORE`: `postgres` (default) or `kurrentdb`, then with `KURRENTDB_URL`, whose text stays out of messages. */
export async function eventStoreSettings(env: Environment): Promise<EventStoreSettings> {
  const kind = env['EVENT_STORE'] || 'postgres';
  if (kind === 'postgres') return { kind };
  if (kind !== 'kurrentdb') throw new SettingsError('EVENT_STORE is neither postgres nor kurrentdb.');
  const url = env['KURRENTDB_URL'];
  if (!url) throw new SettingsError('KURRENTDB_URL is not set; EVENT_STORE=kurrentdb needs it.');
  if (!/^(kurrentdb|kdb|esdb)(\+discover)?:\/\/./.test(url)) {
    throw new SettingsError('KURRENTDB_URL does not begin with kurrentdb:// or kurrentdb+discover://.');
  }
  // Read by the client once before anything is started: later nobody would say what is wrong with it.
  const { connect } = await import('./kurrentdb/connect.js');
  void connect(url).dispose();
  return { kind, url };
}
