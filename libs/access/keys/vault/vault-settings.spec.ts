import { fileURLToPath } from 'node:url';
import { keyProviderSettings } from './vault-settings.js';

const here = fileURLToPath(import.meta.url);
const env = { KIROKU_KEY_PROVIDER: 'vault', VAULT_ADDR: 'https://vault.example:8200', VAULT_TOKEN_FILE: here };

it('are files where nobody says otherwise', () => {
  expect([keyProviderSettings({}), keyProviderSettings({ KIROKU_KEY_PROVIDER: 'file' })]).toEqual([
    { kind: 'file' },
    { kind: 'file' },
  ]);
});

it('name a Vault with its token, or with an AppRole', () => {
  expect(keyProviderSettings(env)).toEqual({
    kind: 'vault',
    vault: {
      address: 'https://vault.example:8200',
      mount: 'transit',
      namespace: null,
      ca: null,
      login: { kind: 'token', file: here },
    },
  });
  const { VAULT_TOKEN_FILE: _none, ...without } = env;
  expect(
    keyProviderSettings({ ...without, VAULT_ROLE_ID_FILE: here, VAULT_SECRET_ID_FILE: here, VAULT_CACERT: here }),
  ).toMatchObject({
    vault: {
      ca: expect.stringContaining('VAULT_CACERT'),
      login: { kind: 'approle', roleIdFile: here, secretIdFile: here },
    },
  });
});

it.each([
  ['another provider', { KIROKU_KEY_PROVIDER: 'x' }, 'KIROKU_KEY_PROVIDER is neither'],
  ['no address', { VAULT_ADDR: undefined }, 'VAULT_ADDR is not set'],
  ['an address in clear', { VAULT_ADDR: 'http://vault.example:8200' }, 'VAULT_ADDR is not an https address'],
  ['a token in the address', { VAULT_ADDR: 'https://secret@vault.example' }, 'VAULT_ADDR holds a user'],
  ['no way in', { VAULT_TOKEN_FILE: undefined }, 'VAULT_TOKEN_FILE is not set'],
  ['a token file that is not there', { VAULT_TOKEN_FILE: '/nowhere/secret' }, 'cannot be read (ENOENT)'],
  ['a mount that is none', { VAULT_TRANSIT_MOUNT: '../sys' }, 'VAULT_TRANSIT_MOUNT is no path'],
])('refuse %s, and quote no value', (_what, over, message) => {
  const reading = () => keyProviderSettings({ ...env, ...over });
  expect(reading).toThrow(message);
  expect(reading).not.toThrow(/secret|vault\.example/);
});

it('take an address in clear on this machine alone', () => {
  expect(keyProviderSettings({ ...env, VAULT_ADDR: 'http://127.0.0.1:8200' })).toMatchObject({ kind: 'vault' });
});
