import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  randomBytes,
  sign as signWith,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, open, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshBytes } from '#platform';
import {
  newKeyFile,
  readKeyFile,
  withoutVersions,
  withSigningKey,
  withVersion,
  type AssociationKeys,
} from './key-file.js';
import {
  NOTICED_WITHIN_MILLISECONDS,
  type KeyProvider,
  type KeyToWrap,
  type KeyVersions,
  type MacPurpose,
} from './key-provider.port.js';
import { headerOf, readWrapped } from './wrapped-key.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Known {
  readonly keys: Promise<AssociationKeys>;
  readonly readAt: number;
}

/**
 * Keys of associations in files of one directory, readable by the service's user alone. For development: whoever can
 * read the directory can read everybody. A file is written whole beside the other and put in its place.
 */
export class FileKeyProvider implements KeyProvider {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly directory: string,
    private readonly noticedWithin = NOTICED_WITHIN_MILLISECONDS,
  ) {}

  async wrap(association: string, key: Uint8Array, context: string): Promise<Buffer> {
    return (await this.wrapAll(association, [{ key, context }]))[0]!;
  }

  async wrapAll(association: string, keys: readonly KeyToWrap[]): Promise<Buffer[]> {
    const { wrap, versions } = await this.#of(association);
    const header = headerOf(ALGORITHM, versions.newest);
    const newest = wrap.get(versions.newest)!;
    return keys.map(({ key, context }) => {
      const nonce = freshBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, newest, nonce).setAAD(aadOf(header, association, context));
      return Buffer.concat([header, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    });
  }

  async unwrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer> {
    const { by, version, header, body } = readWrapped(wrapped);
    if (by !== ALGORITHM) throw new Error(`A key was wrapped by ${by}, which these files do not hold.`);
    const nonce = body.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, await this.#version(association, version), nonce, {
      authTagLength: TAG_BYTES,
    })
      .setAAD(aadOf(header, association, context))
      .setAuthTag(body.subarray(body.length - TAG_BYTES));
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, body.length - TAG_BYTES)), decipher.final()]);
  }

  async rewrap(association: string, wrapped: Uint8Array, context: string): Promise<Buffer> {
    return this.wrap(association, await this.unwrap(association, wrapped, context), context);
  }

  versionOf(wrapped: Uint8Array): number {
    return readWrapped(wrapped).version;
  }

  async mac(association: string, purpose: MacPurpose, text: string): Promise<Buffer> {
    return (await this.macs(association, purpose, [text]))[0]!;
  }

  async macs(association: string, purpose: MacPurpose, texts: readonly string[]): Promise<Buffer[]> {
    const { macs } = await this.#of(association);
    return texts.map(macs[purpose]);
  }

  async versions(association: string): Promise<KeyVersions> {
    return (await this.#readAgain(association)).versions;
  }

  async rotate(association: string, version: number): Promise<void> {
    const { newest } = await this.versions(association);
    if (version <= newest) return;
    if (version !== newest + 1) throw new Error(`After version ${newest} of a key comes ${newest + 1}.`);
    await this.#replace(association, (text) => withVersion(text, version));
  }

  async retire(association: string, through: number): Promise<void> {
    const { oldest, newest } = await this.versions(association);
    if (through < oldest) return;
    if (through >= newest) throw new Error('The newest version of a key is never retired.');
    await this.#replace(association, (text) => withoutVersions(text, through));
  }

  async makeSigningKey(association: string, version: number): Promise<void> {
    const newest = Math.max(0, ...(await this.#readAgain(association)).signing.keys());
    if (version <= newest) return;
    if (version !== newest + 1) throw new Error(`After version ${newest} of a signing key comes ${newest + 1}.`);
    await this.#replace(association, (text) => withSigningKey(text, version));
  }

  async publicKey(association: string, version: number): Promise<Buffer> {
    const { x } = createPublicKey(await this.#signingKey(association, version)).export({ format: 'jwk' });
    return Buffer.from(x!, 'base64url');
  }

  async sign(association: string, version: number, message: Uint8Array): Promise<Buffer> {
    return signWith(null, message, await this.#signingKey(association, version));
  }

  async #signingKey(association: string, version: number): Promise<KeyObject> {
    const known = (await this.#of(association, false)).signing.get(version);
    const key = known ?? (await this.#readAgain(association, false)).signing.get(version);
    if (!key) throw new Error(`Version ${version} of the signing key of an association is not there.`);
    return key;
  }

  /** The key that wrapped something; one that is not there is never made for that. */
  async #version(association: string, version: number): Promise<KeyObject> {
    const known = (await this.#of(association, false)).wrap.get(version);
    // Another process may have made it a moment ago.
    const key = known ?? (await this.#readAgain(association, false)).wrap.get(version);
    if (!key) throw new Error(`Version ${version} of the key of an association is gone.`);
    return key;
  }

  #of(association: string, makes = true): Promise<AssociationKeys> {
    const known = this.#known.get(association);
    return known && Date.now() - known.readAt < this.noticedWithin ? known.keys : this.#readAgain(association, makes);
  }

  #readAgain(association: string, makes = true): Promise<AssociationKeys> {
    const before = this.#known.get(association);
    // A directory that cannot be read for a while stops nobody who knows the keys, and never makes other ones.
    const keys = before
      ? this.#read(this.#path(association)).catch((error: unknown) => {
          if (isMissing(error)) return before.keys;
          throw error;
        })
      : makes
        ? this.#load(association)
        : this.#read(this.#path(association));
    this.#known.set(association, { keys, readAt: Date.now() });
    keys.catch(() => {
      if (before) this.#known.set(association, { ...before, readAt: 0 });
      else this.#known.delete(association);
    });
    return keys;
  }

  async #load(association: string): Promise<AssociationKeys> {
    const path = this.#path(association);
    try {
      return await this.#read(path);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await this.#create(path);
    return this.#read(path);
  }

  async #read(path: string): Promise<AssociationKeys> {
    return readKeyFile(await readFile(path, 'utf8'));
  }

  // Written aside and linked into place: of two processes that create it at once, one file wins and both read it.
  async #create(path: string): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const draft = draftOf(path);
    await writeFile(draft, newKeyFile(), { mode: 0o600, flush: true });
    try {
      await link(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await unlink(draft);
    }
    await this.#flush();
  }

  async #replace(association: string, change: (text: string) => string): Promise<void> {
    const path = this.#path(association);
    const draft = draftOf(path);
    const text = change(await readFile(path, 'utf8'));
    readKeyFile(text);
    await writeFile(draft, text, { mode: 0o600, flush: true });
    await rename(draft, path);
    await this.#flush();
    await this.#readAgain(association);
  }

  // What a loss of power took back would be a key that is in use.
  async #flush(): Promise<void> {
    const directory = await open(this.directory);
    await directory.sync().finally(() => directory.close());
  }

  #path(association: string): string {
    if (!/^[a-z0-9-]{1,64}$/.test(association))
      throw new Error('An association id is 1 to 64 of a-z, 0-9 and the hyphen.');
    return join(this.directory, `${association}.json`);
  }
}

function aadOf(header: Uint8Array, association: string, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(`${association}|${context}`)]);
}

function draftOf(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}`;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
