import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { KeyProvider } from '#access';

/** The part of a key provider that signs, in memory; for suites. */
export class SigningKeys {
  readonly #keys = new Map<string, KeyObject>();

  asProvider(): KeyProvider {
    return this as unknown as KeyProvider;
  }

  async makeSigningKey(association: string, version: number): Promise<void> {
    const name = `${association} ${version}`;
    if (!this.#keys.has(name)) this.#keys.set(name, generateKeyPairSync('ed25519').privateKey);
  }

  async publicKey(association: string, version: number): Promise<Buffer> {
    const { x } = this.#key(association, version).export({ format: 'jwk' });
    return Buffer.from(x!, 'base64url');
  }

  async sign(association: string, version: number, message: Uint8Array): Promise<Buffer> {
    return sign(null, message, this.#key(association, version));
  }

  #key(association: string, version: number): KeyObject {
    const key = this.#keys.get(`${association} ${version}`);
    if (!key) throw new Error('No such key.');
    return key;
  }
}
