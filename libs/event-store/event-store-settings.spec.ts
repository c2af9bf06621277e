import { eventStoreSettings } from './event-store-settings.js';

describe('the settings of the event store', () => {
  it('are PostgreSQL where nothing is said', async () => {
    expect(await eventStoreSettings({})).toEqual({ kind: 'postgres' });
    expect(await eventStoreSettings({ EVENT_STORE: '', KURRENTDB_URL: 'kurrentdb://h' })).toEqual({ kind: 'postgres' });
  });

  it.each(['kurrentdb://127.0.0.1:2113?tls=false', 'kurrentdb+discover://u:p@cluster.example:2113'])(
    'are KurrentDB at %s',
    async (url) => {
      const settings = await eventStoreSettings({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: url });
      expect(settings).toEqual({ kind: 'kurrentdb', url });
    },
  );

  it.each([
    [{ EVENT_STORE: 'Kurrentdb' }, 'EVENT_STORE'],
    [{ EVENT_STORE: 'kurrentdb' }, 'KURRENTDB_URL'],
    [{ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'http://user:secret@h' }, 'KURRENTDB_URL'],
    [{ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'kurrentdb://user:secret@h:port' }, 'KURRENTDB_URL'],
    [{ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: 'kurrentdb://user:secret@h?tlsCaFiel=x' }, 'KURRENTDB_URL'],
  ])('are refused when they are %j, and no value is told', async (env, name) => {
    const refused = eventStoreSettings(env);
    await expect(refused).rejects.toThrow(name);
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('secret') });
  });
});
