import type { KeyProvider, KeyToWrap, KeyVersions, MacPurpose } from '../key-provider.port.js';
import { headerOf, readWrapped } from '../wrapped-key.js';
import { Gathering } from './gathering.js';
import { ShortMemory } from './short-memory.js';
import { VaultClient } from './vault-client.js';
import { KeyRefused } from './vault-errors.js';
import type { VaultSettings } from './vault-settings.js';

const WRAPPED_BY = 'vault-transit';
/** What Vault calls a ciphertext and a hash: the version, and base64. */
const VAULT_TEXT = /^vault:v(\d+):([A-Za-z0-9+/]+=*)$/;
const TYPE = 'aes256-gcm96';
const SIGNING_TYPE = 'ed25519';
/** Digests and indexes are compared with those of years ago: they are always made by the first version. */
const MAC_VERSION = 1;

type Item = Readonly<Record<string, unknown>>;
type Purpose = 'wrap' | 'log' | MacPurpose;

/**
 * Keys of associations in the transit engine of HashiCorp Vault: `kiroku-<association>-wrap` and one for each purpose of
 * a hash; `kiroku-<association>-log` signs. The wrapping key is derived by association and context, so that nothing opens in another place. What was
 * unwrapped is remembered for a minute at most, under the wrapped bytes: who has no row any more cannot ask for it.
 */
export class VaultKeyProvider implements KeyProvider {
  readonly #client: VaultClient;
  readonly #gatherings = new Map<string, Gathering<Item, Item>>();
  readonly #made = new Map<string, Promise<void>>();
  readonly #unwrapped = new ShortMemory<Buffer>();
  readonly #actors = new ShortMemory<Buffer>();

  constructor(settings: VaultSettings, millisecondsMax?: number) {
    this.#client = new VaultClient(settings, millisecondsMax);
  }

  async wrap(association: string, key: Uint8Array, context: string): Promise<Buffer> {
    const plaintext = Buffer.from(key).toString('base64');
    const item = { plaintext, context: contextOf(association, context) };
    return wrappedOf((await this.#ask('encrypt', association, item))['ciphertext'], 'encrypt');
  }

  /** They are sent together: what is asked in one turn is gathered. */
  wrapAll(association: string, keys: readonly KeyToWrap[]): Promise<Buffer[]> {
    return Promise.all(keys.map(({ key, context }) => this.wrap(association, key, context)));
  }

  async unwrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer> {
    const name = JSON.stringify([association, context, Buffer.from(wrapped).toString('base64')]);
    const known = this.#unwrapped.get(name);
    if (known) return known;
    const item = { ciphertext: ciphertextOf(wrapped), context: contextOf(association, context) };
    const { plaintext } = await this.#ask('decrypt', association, item);
    if (typeof plaintext !== 'string') throw new KeyRefused('decrypt');
    const key = Buffer.from(plaintext, 'base64');
    this.#unwrapped.set(name, key);
    return key;
  }

  async rewrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer> {
    const item = { ciphertext: ciphertextOf(wrapped), context: contextOf(association, context) };
    return wrappedOf((await this.#ask('rewrap', association, item))['ciphertext'], 'rewrap');
  }

  versionOf(wrapped: Uint8Array): number {
    return readWrapped(wrapped).version;
  }

  async mac(association: string, purpose: MacPurpose, text: string): Promise<Buffer> {
    // Every post names its actor, and there are few: what others hash is not remembered.
    const name = JSON.stringify([association, text]);
    const known = purpose === 'actor' ? this.#actors.get(name) : undefined;
    if (known) return known;
    const { hmac } = await this.#ask('hmac', association, { input: Buffer.from(text).toString('base64') }, purpose);
    const mac = Buffer.from(VAULT_TEXT.exec(String(hmac))?.[2] ?? '', 'base64');
    if (mac.length !== 32) throw new KeyRefused('hmac');
    if (purpose === 'actor') this.#actors.set(name, mac);
    return mac;
  }

  macs(association: string, purpose: MacPurpose, texts: readonly string[]): Promise<Buffer[]> {
    return Promise.all(texts.map((text) => this.mac(association, purpose, text)));
  }

  async versions(association: string): Promise<KeyVersions> {
    await this.#make(association, 'wrap');
    const data = await this.#client.transit({ method: 'GET', path: keyPath(association), operation: 'read a key' });
    if (!data) throw new KeyRefused('read a key');
    const numbers = Object.keys((data['keys'] ?? {}) as object).map(Number);
    const oldest = Math.max(1, Number(data['min_decryption_version'] ?? 1), Number(data['min_available_version'] ?? 1));
    return { oldest, newest: Number(data['latest_version'] ?? Math.max(...numbers)) };
  }

  async rotate(association: string, version: number): Promise<void> {
    const { newest } = await this.versions(association);
    if (version <= newest) return;
    if (version !== newest + 1) throw new Error(`After version ${newest} of a key comes ${newest + 1}.`);
    await this.#keep(association, 'rotate', {});
  }

  async retire(association: string, through: number): Promise<void> {
    const { oldest, newest } = await this.versions(association);
    if (through < oldest) return;
    if (through >= newest) throw new Error('The newest version of a key is never retired.');
    const least = through + 1;
    await this.#keep(association, 'config', { min_decryption_version: least, min_encryption_version: least });
    await this.#keep(association, 'trim', { min_available_version: least });
    this.#unwrapped.clear();
  }

  async makeSigningKey(association: string, version: number): Promise<void> {
    const path = signingPath(association);
    const there = await this.#client.transit({ method: 'GET', path, operation: 'read a key' });
    const newest = there ? Number(there['latest_version']) : 0;
    if (version <= newest) return;
    if (version !== newest + 1) throw new Error(`After version ${newest} of a signing key comes ${newest + 1}.`);
    const body = { type: SIGNING_TYPE, exportable: false, allow_plaintext_backup: false };
    const call = there ? { path: `${path}/rotate`, body: {} } : { path, body };
    const done = await this.#client.transit({ method: 'POST', ...call, operation: 'make a key' });
    if (done === null) throw new KeyRefused('make a key');
  }

  async publicKey(association: string, version: number): Promise<Buffer> {
    const path = signingPath(association);
    const data = await this.#client.transit({ method: 'GET', path, operation: 'read a key' });
    const keys = (data?.['keys'] ?? {}) as Readonly<Record<string, { readonly public_key?: unknown }>>;
    const key = Buffer.from(String(keys[version]?.public_key ?? ''), 'base64');
    if (data?.['type'] !== SIGNING_TYPE || key.length !== 32) throw new KeyRefused('read a key');
    return key;
  }

  async sign(association: string, version: number, message: Uint8Array): Promise<Buffer> {
    const body = { input: Buffer.from(message).toString('base64'), key_version: version };
    const path = `sign/${nameOf(association, 'log')}`;
    const data = await this.#client.transit({ method: 'POST', path, body, operation: 'sign' });
    const [, by, text] = VAULT_TEXT.exec(String(data?.['signature'])) ?? [];
    const signature = Buffer.from(text ?? '', 'base64');
    if (Number(by) !== version || signature.length !== 64) throw new KeyRefused('sign');
    return signature;
  }

  /** Lets go of connections and of what is remembered. */
  close(): void {
    this.#unwrapped.clear();
    this.#actors.clear();
    this.#client.close();
  }

  async #keep(association: string, what: string, body: object): Promise<void> {
    const path = `${keyPath(association)}/${what}`;
    const done = await this.#client.transit({ method: 'POST', path, body, operation: `${what} a key` });
    if (done === null) throw new KeyRefused(`${what} a key`);
  }

  async #ask(operation: string, association: string, item: Item, purpose: Purpose = 'wrap'): Promise<Item> {
    // What was wrapped has its key: where that is gone, another one would only hide it.
    if (operation !== 'decrypt' && operation !== 'rewrap') await this.#make(association, purpose);
    const path = `${operation}/${nameOf(association, purpose)}`;
    const known = this.#gatherings.get(path);
    const gathering = known ?? new Gathering<Item, Item>((items) => this.#run(operation, path, items));
    if (!known) this.#gatherings.set(path, gathering);
    return gathering.ask(item);
  }

  async #run(operation: string, path: string, items: readonly Item[]): Promise<(Item | Error)[]> {
    const isHash = operation === 'hmac';
    const body = { batch_input: items, ...(isHash && { key_version: MAC_VERSION }) };
    const call = { method: 'POST', path: isHash ? `${path}/sha2-256` : path, body, operation } as const;
    const data = await this.#client.transit(call);
    const results = data?.['batch_results'];
    if (!Array.isArray(results) || results.length !== items.length) throw new KeyRefused(operation);
    return (results as Item[]).map((result) => (result['error'] ? new KeyRefused(operation) : result));
  }

  /** Makes a key that is not there yet; one that is stays as it is. */
  #make(association: string, purpose: Purpose): Promise<void> {
    const name = nameOf(association, purpose);
    const known = this.#made.get(name);
    if (known) return known;
    const body = { type: TYPE, derived: purpose === 'wrap', exportable: false, allow_plaintext_backup: false };
    const path = `keys/${name}`;
    const making = this.#client
      .transit({ method: 'GET', path, operation: 'read a key' })
      .then((there) => there ?? this.#client.transit({ method: 'POST', path, body, operation: 'make a key' }))
      .then((done) => {
        if (done === null) throw new KeyRefused('make a key');
      });
    this.#made.set(name, making);
    making.catch(() => this.#made.delete(name));
    return making;
  }
}

function nameOf(association: string, purpose: Purpose): string {
  if (!/^[a-z0-9-]{1,64}$/.test(association))
    throw new Error('An association id is 1 to 64 of a-z, 0-9 and the hyphen.');
  return `kiroku-${association}-${purpose}`;
}

function keyPath(association: string): string {
  return `keys/${nameOf(association, 'wrap')}`;
}

function signingPath(association: string): string {
  return `keys/${nameOf(association, 'log')}`;
}

function contextOf(association: string, context: string): string {
  return Buffer.from(`${association}|${context}`).toString('base64');
}

function wrappedOf(ciphertext: unknown, operation: string): Buffer {
  const [, version, text] = VAULT_TEXT.exec(String(ciphertext)) ?? [];
  if (version === undefined || text === undefined) throw new KeyRefused(operation);
  return Buffer.concat([headerOf(WRAPPED_BY, Number(version)), Buffer.from(text, 'base64')]);
}

function ciphertextOf(wrapped: Uint8Array): string {
  const { by, version, body } = readWrapped(wrapped);
  if (by !== WRAPPED_BY) throw new Error(`A key was wrapped by ${by}, which Vault does not hold.`);
  return `vault:v${version}:${Buffer.from(body).toString('base64')}`;
}
