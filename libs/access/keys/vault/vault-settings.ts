import { readFileSync } from 'node:fs';
import { SettingsError, type Environment } from '#platform';

/** How a process makes itself known to Vault: by a token that somebody else keeps fresh, or by an AppRole. */
export type VaultLogin =
  | { readonly kind: 'token'; readonly file: string }
  | { readonly kind: 'approle'; readonly roleIdFile: string; readonly secretIdFile: string };

export interface VaultSettings {
  readonly address: string;
  readonly mount: string;
  readonly namespace: string | null;
  /** PEM of the authorities that are trusted; null for those of the system. */
  readonly ca: string | null;
  readonly login: VaultLogin;
}

/** Which key provider a process uses, by `KIROKU_KEY_PROVIDER`: `file` (default) or `vault`. */
export type KeyProviderSettings = { readonly kind: 'file' } | { readonly kind: 'vault'; readonly vault: VaultSettings };

export function keyProviderSettings(env: Environment): KeyProviderSettings {
  const kind = env['KIROKU_KEY_PROVIDER'] || 'file';
  if (kind === 'file') return { kind };
  if (kind !== 'vault') throw new SettingsError('KIROKU_KEY_PROVIDER is neither file nor vault.');
  return {
    kind,
    vault: {
      address: addressOf(env),
      mount: mountOf(env),
      namespace: env['VAULT_NAMESPACE'] || null,
      ca: env['VAULT_CACERT'] ? readText(env['VAULT_CACERT'], 'VAULT_CACERT') : null,
      login: loginOf(env),
    },
  };
}

// The value stays out of the message: addresses may carry passwords.
function addressOf(env: Environment): string {
  const address = env['VAULT_ADDR'] ?? '';
  if (!URL.canParse(address)) throw new SettingsError('VAULT_ADDR is not set, or is no address.');
  const { protocol, hostname, username } = new URL(address);
  if (username !== '') throw new SettingsError('VAULT_ADDR holds a user: tokens come from files.');
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere))
    throw new SettingsError('VAULT_ADDR is not an https address: keys and tokens would travel in clear.');
  return address;
}

function mountOf(env: Environment): string {
  const mount = env['VAULT_TRANSIT_MOUNT'] || 'transit';
  if (!/^[\w-]+(\/[\w-]+)*$/.test(mount)) throw new SettingsError('VAULT_TRANSIT_MOUNT is no path of a mount.');
  return mount;
}

function loginOf(env: Environment): VaultLogin {
  const { VAULT_TOKEN_FILE: file, VAULT_ROLE_ID_FILE: roleIdFile, VAULT_SECRET_ID_FILE: secretIdFile } = env;
  if (file) {
    readText(file, 'VAULT_TOKEN_FILE');
    return { kind: 'token', file };
  }
  if (!roleIdFile || !secretIdFile)
    throw new SettingsError('VAULT_TOKEN_FILE is not set, nor VAULT_ROLE_ID_FILE and VAULT_SECRET_ID_FILE.');
  readText(roleIdFile, 'VAULT_ROLE_ID_FILE');
  readText(secretIdFile, 'VAULT_SECRET_ID_FILE');
  return { kind: 'approle', roleIdFile, secretIdFile };
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(`The file that ${name} names cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
