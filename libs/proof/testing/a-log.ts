import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { signCheckpoint } from '../domain/checkpoint.js';
import { leafHash } from '../domain/hashes.js';
import { formatInclusionFile } from '../domain/inclusion-file.js';
import { merkleRoot } from '../domain/merkle-root.js';
import { ED25519, type Sign, type VerifierKey } from '../domain/note.js';
import { consistencyRanges, inclusionRanges, type LeafRange } from '../domain/tree.js';

/** A key that signs, and what others verify it by. */
export interface SigningKey {
  readonly key: VerifierKey;
  readonly sign: Sign;
}

export function aSigningKey(name: string, type = ED25519): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    key: { name, type, publicKey: new Uint8Array(raw) },
    sign: async (bytes) => signBytes(null, bytes, privateKey),
  };
}

/** A log in memory, for specs: entries, checkpoints at every size, and proofs by plain recursion. */
export class ALog {
  readonly leaves: readonly Uint8Array[];

  constructor(
    readonly entries: readonly Uint8Array[],
    readonly signer: SigningKey = aSigningKey('example.com/log'),
  ) {
    this.leaves = entries.map(leafHash);
  }

  /** Of entries `<word> 0`, `<word> 1` and so on. */
  static of(count: number, word = 'entry', signer?: SigningKey): ALog {
    return new ALog(
      Array.from({ length: count }, (_, index) => new TextEncoder().encode(`${word} ${index}`)),
      signer,
    );
  }

  checkpoint(size = this.leaves.length): Promise<string> {
    const { key, sign } = this.signer;
    return signCheckpoint({ origin: key.name, size, root: this.#hash({ from: 0, to: size }) }, key, sign);
  }

  /** As a log gives it to a poster: `extra` is the leaf hash, or what stands in its place. */
  async acknowledgement(index: number, size = this.leaves.length, extra?: Uint8Array): Promise<string> {
    const path = inclusionRanges(index, size).map((range) => this.#hash(range));
    return formatInclusionFile({ index, path, checkpoint: await this.checkpoint(size), ...(extra && { extra }) });
  }

  consistency(oldSize: number, size = this.leaves.length): Uint8Array[] {
    return consistencyRanges(oldSize, size).map((range) => this.#hash(range));
  }

  #hash({ from, to }: LeafRange): Uint8Array {
    return merkleRoot(this.leaves.slice(from, to));
  }
}
