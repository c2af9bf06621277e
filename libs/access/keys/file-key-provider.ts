import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decrypt, encrypt, KEY_BYTES } from './cipher.js';
import type { KeyProvider, MacPurpose } from './key-provider.port.js';

type AssociationKeys = Readonly<Record<'wrap' | MacPurpose, KeyObject>>;
const PURPOSES = ['wrap', 'index', 'digest', 'actor'] as const;

/**
 * Keys of associations in files of one directory, readable by the service's user alone. For development: whoever can
 * read the directory can read everybody. A file, once made, is never written again.
 */
export class FileKeyProvider implements KeyProvider {
  readonly #keys = new Map<string, Promise<AssociationKeys>>();

  constructor(private readonly directory: string) {}

  async wrap(association: string, key: Uint8Array, context: string): Promise<Buffer> {
    return encrypt((await this.#of(association)).wrap, key, `${association}|${context}`);
  }

  async unwrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer> {
    return decrypt((await this.#of(association)).wrap, wrapped, `${association}|${context}`);
  }

  async mac(association: string, purpose: MacPurpose, text: string): Promise<Buffer> {
    return createHmac('sha256', (await this.#of(association))[purpose])
      .update(text)
      .digest();
  }

  #of(association: string): Promise<AssociationKeys> {
    const known = this.#keys.get(association);
    if (known) return known;
    const loading = this.#load(association);
    this.#keys.set(association, loading);
    loading.catch(() => this.#keys.delete(association));
    return loading;
  }

  async #load(association: string): Promise<AssociationKeys> {
    if (!/^[a-z0-9-]{1,64}$/.test(association))
      throw new Error('An association id is 1 to 64 of a-z, 0-9 and the hyphen.');
    const path = join(this.directory, `${association}.json`);
    try {
      return parse(await readFile(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await this.#create(path);
    return parse(await readFile(path, 'utf8'));
  }

  // Written aside and linked into place: of two processes that create it at once, one file wins and both read it.
  async #create(path: string): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    const keys = Object.fromEntries(PURPOSES.map((purpose) => [purpose, randomBytes(KEY_BYTES).toString('base64')]));
    await writeFile(draft, JSON.stringify(keys), { mode: 0o600, flush: true });
    try {
      await link(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await unlink(draft);
    }
  }
}

function parse(text: string): AssociationKeys {
  const stored = JSON.parse(text) as Record<string, string>;
  const keys = PURPOSES.map((purpose) => [purpose, Buffer.from(stored[purpose] ?? '', 'base64')] as const);
  // A short key would still hash, and everything hashed with it would be open to guessing.
  if (keys.some(([, key]) => key.length !== KEY_BYTES)) throw new Error('A key file is damaged.');
  return Object.fromEntries(keys.map(([purpose, key]) => [purpose, createSecretKey(key)])) as AssociationKeys;
}
