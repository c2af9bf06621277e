import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { KeyProvider } from '../key-provider.port.js';

/** A place where keys are kept. */
export interface KeptKeys {
  /** The provider of another process over the same keys. */
  open(): KeyProvider;
  close(): Promise<void>;
}

const A = 'kumiai-a';
const dataKey = randomBytes(32);

/** What every key provider holds to. */
export function keyProviderContract(keep: () => Promise<KeptKeys>): void {
  describe('as every key provider', () => {
    let kept: KeptKeys;
    let provider: KeyProvider;
    beforeEach(async () => {
      kept = await keep();
      provider = kept.open();
    });
    afterEach(() => kept.close());

    it('unwraps what it wrapped, also in another process', async () => {
      const wrapped = await provider.wrap(A, dataKey, 'k1');
      expect(wrapped.includes(dataKey)).toBe(false);
      expect((await provider.unwrap(A, wrapped, 'k1')).equals(dataKey)).toBe(true);
      expect((await kept.open().unwrap(A, wrapped, 'k1')).equals(dataKey)).toBe(true);
    });

    it('wraps the same key in another way each time', async () => {
      const [one, other] = [await provider.wrap(A, dataKey, 'k1'), await provider.wrap(A, dataKey, 'k1')];
      expect(one.equals(other)).toBe(false);
    });

    it('unwraps neither for another association, nor in another context, nor what was changed', async () => {
      const wrapped = await provider.wrap(A, dataKey, 'k1');
      await provider.wrap('kumiai-b', dataKey, 'k1');
      await expect(provider.unwrap('kumiai-b', wrapped, 'k1')).rejects.toThrow();
      await expect(provider.unwrap(A, wrapped, 'k2')).rejects.toThrow();
      const changed = Buffer.from(wrapped);
      changed[wrapped.length - 1]! ^= 1;
      await expect(provider.unwrap(A, changed, 'k1')).rejects.toThrow();
    });

    it('wraps and unwraps many at once, each as its own', async () => {
      const keys = Array.from({ length: 700 }, () => randomBytes(32));
      const wrapped = await provider.wrapAll(
        A,
        keys.map((key, index) => ({ key, context: `k${index}` })),
      );
      const again = await Promise.all(wrapped.map((one, index) => provider.unwrap(A, one, `k${index}`)));
      expect(again).toEqual(keys);
    });

    it('hashes the same text alike in every process, and apart for each purpose and association', async () => {
      const macs = await Promise.all([
        provider.mac(A, 'index', 'text'),
        provider.mac(A, 'digest', 'text'),
        provider.mac(A, 'actor', 'text'),
        provider.mac('kumiai-b', 'index', 'text'),
      ]);
      expect(new Set(macs.map((mac) => mac.toString('hex'))).size).toBe(4);
      expect(macs.map((mac) => mac.length)).toEqual([32, 32, 32, 32]);
      expect(await kept.open().mac(A, 'index', 'text')).toEqual(macs[0]);
    });

    it('hashes many texts in their order, each as if it came alone', async () => {
      const texts = ['見本', '', 'x'.repeat(1_000), 'a'];
      const alone = await Promise.all(texts.map((text) => provider.mac(A, 'index', text)));
      expect(await provider.macs(A, 'index', texts)).toEqual(alone);
      expect(await provider.macs(A, 'index', [])).toEqual([]);
    });

    it('begins with one version, and names in what it wraps by which', async () => {
      expect(await provider.versions(A)).toEqual({ oldest: 1, newest: 1 });
      expect(provider.versionOf(await provider.wrap(A, dataKey, 'k1'))).toBe(1);
    });

    it('wraps by the newest version in every process, and goes on unwrapping by those before', async () => {
      const other = kept.open();
      const first = await other.wrap(A, dataKey, 'k1');
      await provider.rotate(A, 2);
      const second = await provider.wrap(A, dataKey, 'k1');
      expect([provider.versionOf(first), provider.versionOf(second)]).toEqual([1, 2]);
      for (const one of [first, second]) expect((await other.unwrap(A, one, 'k1')).equals(dataKey)).toBe(true);
      // Noticed at once here: the provider was opened so.
      expect(other.versionOf(await other.wrap(A, dataKey, 'k1'))).toBe(2);
      expect(await other.versions(A)).toEqual({ oldest: 1, newest: 2 });
    });

    it('keeps its hashes through a rotation', async () => {
      const before = await provider.mac(A, 'index', 'text');
      await provider.rotate(A, 2);
      expect(await provider.mac(A, 'index', 'text')).toEqual(before);
    });

    it('makes a version once, and none out of turn', async () => {
      await provider.rotate(A, 2);
      await provider.rotate(A, 2);
      expect(await provider.versions(A)).toEqual({ oldest: 1, newest: 2 });
      await expect(provider.rotate(A, 4)).rejects.toThrow();
    });

    it('rewraps by the newest version, in the same context', async () => {
      const wrapped = await provider.wrap(A, dataKey, 'k1');
      await provider.rotate(A, 2);
      const anew = await provider.rewrap(A, wrapped, 'k1');
      expect(provider.versionOf(anew)).toBe(2);
      expect((await provider.unwrap(A, anew, 'k1')).equals(dataKey)).toBe(true);
      await expect(provider.unwrap(A, anew, 'k2')).rejects.toThrow();
    });

    it('unwraps nothing any more by a version that was retired, in no process', async () => {
      const other = kept.open();
      const wrapped = await other.wrap(A, dataKey, 'k1');
      await provider.rotate(A, 2);
      const anew = await provider.rewrap(A, wrapped, 'k1');
      await provider.retire(A, 1);
      expect(await provider.versions(A)).toEqual({ oldest: 2, newest: 2 });
      for (const one of [provider, other, kept.open()]) {
        await expect(one.unwrap(A, wrapped, 'k1')).rejects.toThrow();
        expect((await one.unwrap(A, anew, 'k1')).equals(dataKey)).toBe(true);
      }
      await provider.retire(A, 1);
      await expect(provider.retire(A, 2)).rejects.toThrow();
    });

    it('signs by each version, in every process, so that its public key verifies it', async () => {
      await provider.makeSigningKey(A, 1);
      await provider.makeSigningKey(A, 2);
      const other = kept.open();
      const message = Buffer.from('a head of a tree\n');
      const keys = [await provider.publicKey(A, 1), await provider.publicKey(A, 2)];
      expect(keys.map(({ length }) => length)).toEqual([32, 32]);
      expect(keys[0]!.equals(keys[1]!)).toBe(false);
      for (const version of [1, 2]) {
        const signature = await other.sign(A, version, message);
        const isBy = (key: Buffer) => verify(null, message, ed25519(key), signature);
        expect([signature.length, isBy(keys[version - 1]!), isBy(keys[2 - version]!)]).toEqual([64, true, false]);
      }
    });

    it('makes a signing key once, none out of turn, and none by signing', async () => {
      await expect(provider.publicKey(A, 1)).rejects.toThrow();
      await expect(provider.sign(A, 1, Buffer.from('x'))).rejects.toThrow();
      await provider.makeSigningKey(A, 1);
      const key = await provider.publicKey(A, 1);
      await kept.open().makeSigningKey(A, 1);
      expect(await kept.open().publicKey(A, 1)).toEqual(key);
      await expect(provider.makeSigningKey(A, 3)).rejects.toThrow();
      await expect(provider.sign(A, 2, Buffer.from('x'))).rejects.toThrow();
    });

    it('keeps signing keys apart by association, and through a rotation of the key that wraps', async () => {
      await provider.makeSigningKey(A, 1);
      await provider.makeSigningKey('kumiai-b', 1);
      const key = await provider.publicKey(A, 1);
      expect((await provider.publicKey('kumiai-b', 1)).equals(key)).toBe(false);
      await provider.wrap(A, dataKey, 'k1');
      await provider.rotate(A, 2);
      await provider.retire(A, 1);
      expect(await kept.open().publicKey(A, 1)).toEqual(key);
    });
  });
}

function ed25519(key: Buffer) {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') }, format: 'jwk' });
}
