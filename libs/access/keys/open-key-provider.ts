import { Logger } from '@nestjs/common';
import type { Environment } from '#platform';
import { FileKeyProvider } from './file-key-provider.js';
import type { KeyProvider } from './key-provider.port.js';
import { VaultKeyProvider } from './vault/vault-key-provider.js';
import { keyProviderSettings } from './vault/vault-settings.js';

/** The key provider of the process. Keys in files beside somebody's own database are warned of at each start. */
export function openKeyProvider(env: Environment, keyDirectory: string): KeyProvider {
  const settings = keyProviderSettings(env);
  if (settings.kind === 'vault') return new VaultKeyProvider(settings.vault);
  if (env['DATABASE_URL'] && keyDirectory !== '') {
    new Logger('Keys').warn({
      event: 'keys-in-files',
      meaning:
        'The keys of associations are files, which is for development: whoever can read them can read everybody. Use KIROKU_KEY_PROVIDER=vault.',
    });
  }
  return new FileKeyProvider(keyDirectory);
}
