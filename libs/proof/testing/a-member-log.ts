import { toBase64 } from '../domain/bytes.js';
import { canonicalBytes } from '../domain/canonical.js';
import { cosign } from '../domain/cosignature.js';
import type {
  CompletenessDocument,
  CompletenessHead,
  ProvenEntryText,
} from '../domain/completeness/completeness-document.js';
import type { Chain } from '../domain/envelope.js';
import { leafHash } from '../domain/hashes.js';
import { formatInclusionFile, parseInclusionFile } from '../domain/inclusion-file.js';
import { blindOf, mapKeys } from '../domain/map-key.js';
import { chainOf, type ChainLink } from '../domain/member-chain.js';
import { ED25519_COSIGNATURE, formatNote, parseNote } from '../domain/note.js';
import { ReplayedMaps } from '../domain/replay-map.js';
import { mapProof, mapRoot, type MapEntry } from '../domain/sparse-map.js';
import { positionOfLeaf } from '../domain/verify-acknowledgement.js';
import { ALog, aSigningKey, type SigningKey } from './a-log.js';

export const ASSOCIATION = 'mihon';
export const SECRET = new Uint8Array(32).fill(7);
const SIGNED_AT = new Date('2026-06-01T00:00:00Z');

export interface Line {
  readonly subject: string;
  readonly chain: Chain;
}

interface Proving {
  /** The tree under which the commitment is proven; all entries by default. */
  readonly size?: number;
  /** The commitment, by its place among them; the last by default. */
  readonly nth?: number;
  /** An earlier entry that is said to bound what is missing, by its place in the log. */
  readonly earlier?: number;
  readonly signedAt?: Date;
}

/** A log of members' lines in memory and what it answers, by plain recursion; and by whoever changes its answers. */
export class AMemberLog {
  readonly entries: Uint8Array[] = [];
  readonly lines: (Line & { readonly index: number })[] = [];
  readonly commitments: { readonly index: number; readonly lines: number; readonly through: string }[] = [];

  constructor(readonly signer: SigningKey = aSigningKey('kiroku.test/log/mihon')) {}

  get keys() {
    return [this.signer.key];
  }

  line(subject: string, chain: Chain = 'open'): this {
    this.lines.push({ subject, chain, index: this.entries.length });
    return this.#add({ type: 'TransferRecorded', stream: 'transfer', subject, chain, data: {} });
  }

  /** Any other entry. */
  event(envelope: object): this {
    return this.#add(envelope);
  }

  commit(changes: object = {}, recordedAt = SIGNED_AT): this {
    return this.commitWhile([], changes, recordedAt);
  }

  /** Commits to what is there, while lines of some come in. */
  commitWhile(subjects: readonly string[], changes: object = {}, recordedAt = SIGNED_AT): this {
    const through = positionOfLeaf(this.entries.length - 1);
    const maps = new ReplayedMaps(SECRET);
    for (const { subject, chain, index } of this.lines) maps.take({ subject, chain, index, leaf: this.#leaf(index) });
    const { open, restricted } = maps.roots(through);
    const data = { through, open: toBase64(open), restricted: toBase64(restricted), ...changes };
    const lines = this.lines.length;
    for (const subject of subjects) this.line(subject);
    this.commitments.push({ index: this.entries.length, lines, through });
    const recorded = { recordedAt: recordedAt.toISOString() };
    return this.#add({ type: 'MapRootCommitted', stream: 'log', subject: null, data, ...recorded, ...changes });
  }

  /** The true answer about some references. */
  async document(
    asked: readonly Line[],
    { size = this.entries.length, nth = this.commitments.length - 1, earlier, signedAt = SIGNED_AT }: Proving = {},
  ): Promise<CompletenessDocument> {
    const { index, lines, through } = this.commitments[nth]!;
    const heads = asked.map((one) => this.head(one, lines));
    const opened = {
      root: toBase64(mapRoot(this.#map('restricted', lines))),
      blind: toBase64(blindOf(SECRET, through)),
    };
    return {
      format: 'kiroku-completeness/v1',
      association: ASSOCIATION,
      commitment: await this.proven(index, size, signedAt),
      ...(earlier !== undefined && { earlier: await this.proven(earlier, size, signedAt) }),
      ...(asked.some(({ chain }) => chain === 'restricted') && { restricted: opened }),
      heads,
    };
  }

  /** An entry, with the proof that the tree of a size has it. */
  async proven(index: number, size = this.entries.length, signedAt = SIGNED_AT): Promise<ProvenEntryText> {
    const proof = parseInclusionFile(await new ALog(this.entries, this.signer).acknowledgement(index, size));
    const checkpoint = await this.#timed(proof.checkpoint, signedAt);
    return { entry: toBase64(this.entries[index]!), proof: formatInclusionFile({ ...proof, checkpoint }) };
  }

  /** What the first lines of the log make of one chain. */
  head({ subject, chain }: Line, lines = this.lines.length): CompletenessHead {
    const key = mapKeys(SECRET)(chain, subject);
    const { siblings, leaf } = mapProof(this.#map(chain, lines), key);
    return {
      chain,
      reference: subject,
      key: toBase64(key),
      links: this.#links({ subject, chain }, lines).map(({ index, leaf: hash }) => ({
        position: positionOfLeaf(index),
        leaf: toBase64(hash),
      })),
      map: {
        siblings: siblings.map(toBase64),
        leaf: leaf && { key: toBase64(leaf.key), value: toBase64(leaf.value) },
      },
    };
  }

  consistency(from: number, to: number): Uint8Array[] {
    return new ALog(this.entries, this.signer).consistency(from, to);
  }

  #map(chain: Chain, lines: number): MapEntry[] {
    const subjects = this.lines.slice(0, lines).filter((line) => line.chain === chain);
    return [...new Set(subjects.map(({ subject }) => subject))].map((subject) => ({
      key: mapKeys(SECRET)(chain, subject),
      value: chainOf(this.#links({ subject, chain }, lines)).hash,
    }));
  }

  #links({ subject, chain }: Line, lines: number): ChainLink[] {
    return this.lines
      .slice(0, lines)
      .filter((line) => line.subject === subject && line.chain === chain)
      .map(({ index }) => ({ index, leaf: this.#leaf(index) }));
  }

  #leaf(index: number): Uint8Array {
    return leafHash(this.entries[index]!);
  }

  #add(envelope: object): this {
    const nth = this.entries.length;
    this.entries.push(
      canonicalBytes({ association: ASSOCIATION, recordedAt: SIGNED_AT.toISOString(), nth, ...envelope }),
    );
    return this;
  }

  async #timed(checkpoint: string, at: Date): Promise<string> {
    const note = parseNote(checkpoint);
    const { key, sign } = this.signer;
    const witness = { ...key, type: ED25519_COSIGNATURE };
    const timed = await cosign(note.text, at.getTime() / 1_000, witness, sign);
    return formatNote({ text: note.text, signatures: [...note.signatures, timed] });
  }
}
