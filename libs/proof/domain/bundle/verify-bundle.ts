import { concatBytes, fromBase64, toBase64 } from '../bytes.js';
import { NoteError, type VerifierKey } from '../note.js';
import { failed, reportOf, type Checked, type NotPromisedCode, type VerificationReport } from '../report.js';
import { startSha256 } from '../sha256.js';
import { HASH_BYTES } from '../tiles.js';
import { verifyCheckpoint } from '../verify-checkpoint.js';
import type { TreeHead } from '../verify-tree.js';
import type { ByteSource } from '../zip/byte-source.js';
import { readZipEntry } from '../zip/read-zip-entry.js';
import { ZipError } from '../zip/zip-error.js';
import { blocksOf } from './block-tree.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { checkTimestamps, type StampFailure } from './check-timestamps.js';
import { EventsCheck } from './check-events.js';
import { fileFailures, manifestFailure } from './check-manifest.js';
import { aboutBundle, isPart } from './about-bundle.js';
import { RecordsCheck } from './check-records.js';
import { FailureList } from './failure-list.js';
import { BundleError, type BundleFile } from './manifest.js';
import { keysOf, openBundle, textOf, type OpenBundle } from './open-bundle.js';

export interface BundleOptions {
  /** Told how many of the unpacked bytes were read, and how many there are. */
  readonly onProgress?: (bytes: number, of: number) => void;
  /** Looks at the authority's signature under a timestamp; where it is left out the report says that nobody did. */
  readonly stampFailure?: StampFailure;
}

/** Hashes of blocks that are in memory at once: those of more than four thousand million events. */
const BLOCKS_BYTES_MAX = 536_870_912;

/** Is given the bytes of a file as they are read. */
interface Taker {
  take(piece: Uint8Array): void;
}

/**
 * Verifies a bundle file by file, whatever its size: a slice of one file is in memory at a time. With no keys of the
 * reader's own those in the bundle are taken, and the report says what that does not promise.
 */
export async function verifyBundle(
  source: ByteSource,
  keys: readonly VerifierKey[],
  options: BundleOptions = {},
): Promise<VerificationReport> {
  try {
    const bundle = await openBundle(source);
    return await new BundleVerification(bundle, keys.length > 0 ? keys : await keysOf(bundle), options).run(
      keys.length === 0,
    );
  } catch (error) {
    if (error instanceof ZipError || error instanceof BundleError || error instanceof NoteError)
      return failed({ what: 'unreadable', where: error.message });
    throw error;
  }
}

class BundleVerification {
  readonly #failures = new FailureList();
  readonly #checked: Checked[] = [];
  #bytesRead = 0;
  #timestamps: readonly string[] = [];

  constructor(
    private readonly bundle: OpenBundle,
    private readonly keys: readonly VerifierKey[],
    private readonly options: BundleOptions,
  ) {}

  async run(ownKeys: boolean): Promise<VerificationReport> {
    await this.#checkManifest();
    const head = await this.#checkCheckpoint();
    const blocks = await this.#readBlocks(head.size);
    const events = new EventsCheck(head.size, blocks, this.#failures);
    await this.#readFile(BUNDLE_FILES.events, events, () => events.end(head.root));
    const { counts: stated } = this.bundle.manifest;
    const found = events.counts;
    this.#compare(BUNDLE_FILES.events, [stated.events, stated.leaves], [found.events, found.leaves]);
    this.#check('entry', found.events);
    this.#check('tile', found.blocks);
    this.#check('root', found.roots);
    await this.#checkRecords(BUNDLE_FILES.provisions, stated.provisions, events);
    await this.#checkRecords(BUNDLE_FILES.receipts, stated.receipts, events);
    await this.#checkTimestamps(head);
    for (const { name } of this.#others()) await this.#readFile(name, { take: () => {} });
    const checked = this.#checked;
    const about = aboutBundle(this.bundle.manifest, this.#timestamps);
    return reportOf({ checked, failures: this.#failures.all, notPromised: this.#notPromised(ownKeys), about });
  }

  async #checkManifest(): Promise<void> {
    const failure = await manifestFailure(this.bundle, this.keys);
    if (failure) this.#failures.add(failure);
    else this.#check('manifest-signature', 1);
    for (const one of fileFailures(this.bundle)) this.#failures.add(one);
  }

  /** The tree that the log signed; where that cannot be believed, the one that the manifest names is looked at. */
  async #checkCheckpoint(): Promise<TreeHead> {
    const { log } = this.bundle.manifest;
    const stated = { size: log.size, root: fromBase64(log.root)! };
    const signed = await textOf(this.bundle, BUNDLE_FILES.checkpoint);
    if (signed === null) return stated;
    const verdict = await verifyCheckpoint(signed, this.keys);
    if ('failure' in verdict) {
      this.#failures.add({ where: BUNDLE_FILES.checkpoint, ...verdict.failure });
      return stated;
    }
    const { size, root, origin } = verdict.checkpoint;
    if (origin !== this.bundle.manifest.origin)
      this.#failures.add({ what: 'other-log', expected: this.bundle.manifest.origin, found: origin });
    this.#compare(BUNDLE_FILES.checkpoint, [log.size, log.root], [size, toBase64(root)]);
    this.#check('checkpoint', 1);
    return { size, root };
  }

  async #checkTimestamps({ size, root }: TreeHead): Promise<void> {
    const { origin } = this.bundle.manifest;
    const found = await checkTimestamps(this.bundle, { origin, size, root }, this.options.stampFailure);
    for (const failure of found.failures) this.#failures.add(failure);
    this.#check('timestamp', found.count);
    this.#timestamps = found.times;
  }

  async #readBlocks(size: number): Promise<Uint8Array> {
    const expected = blocksOf(size).whole * HASH_BYTES;
    // Nobody vouches for a size yet, so nothing is set aside for it: no more is kept than was read.
    const kept = Math.min(expected, BLOCKS_BYTES_MAX);
    const pieces: Uint8Array[] = [];
    let at = 0;
    await this.#readFile(BUNDLE_FILES.blocks, {
      take: (piece) => {
        if (at < kept) pieces.push(piece.slice(0, kept - at));
        at += piece.length;
      },
    });
    this.#compare(BUNDLE_FILES.blocks, [expected], [at]);
    const blocks = concatBytes(...pieces);
    return blocks.subarray(0, blocks.length - (blocks.length % HASH_BYTES));
  }

  async #checkRecords(name: string, stated: number, { leaves }: EventsCheck): Promise<void> {
    if (!this.#fileOf(name)) return;
    const records = new RecordsCheck(name, leaves, this.#failures);
    await this.#readFile(name, records, () => records.end());
    this.#compare(name, [stated], [records.count]);
    this.#check('record', records.rested);
  }

  /** Reads a file of the manifest to its end and compares it with what the manifest says. */
  async #readFile(name: string, taker: Taker, end: () => void = () => {}): Promise<void> {
    const entry = this.bundle.files.get(name);
    const stated = this.#fileOf(name);
    if (!entry || !stated) return;
    const digest = startSha256();
    try {
      for await (const piece of readZipEntry(this.bundle.source, entry)) {
        digest.add(piece);
        taker.take(piece);
        this.#bytesRead += piece.length;
        this.options.onProgress?.(this.#bytesRead, this.#bytesInAll());
      }
      end();
    } catch (error) {
      if (!(error instanceof ZipError || error instanceof BundleError)) throw error;
      this.#failures.add({ what: 'file-differs', where: name, found: error.message });
      return;
    }
    const sha256 = toBase64(digest.end());
    if (sha256 === stated.sha256 && entry.bytes === stated.bytes) this.#check('file', 1);
    else this.#failures.add({ what: 'file-differs', where: name, expected: stated.sha256, found: sha256 });
  }

  #fileOf(name: string): BundleFile | undefined {
    return this.bundle.manifest.files.find((file) => file.name === name);
  }

  #others(): readonly BundleFile[] {
    const { blocks, events, provisions, receipts } = BUNDLE_FILES;
    const read: readonly string[] = [blocks, events, provisions, receipts];
    return this.bundle.manifest.files.filter(({ name }) => !read.includes(name));
  }

  #bytesInAll(): number {
    return this.bundle.manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #compare(where: string, stated: readonly unknown[], counted: readonly unknown[]): void {
    const [expected, found] = [stated.join(' '), counted.join(' ')];
    if (expected !== found) this.#failures.add({ what: 'file-differs', where, expected, found });
  }

  #check(what: Checked['what'], count: number): void {
    this.#checked.push({ what, count });
  }

  #notPromised(ownKeys: boolean): NotPromisedCode[] {
    const { manifest } = this.bundle;
    const { selection } = manifest;
    return [
      ...(ownKeys ? (['own-keys'] as const) : []),
      'one-view',
      'truth',
      'never-posted',
      ...(isPart(manifest) ? (['selection'] as const) : []),
      ...(selection.chains.includes('restricted') ? [] : (['restricted-lines'] as const)),
      'rows',
      ...(selection.persons === 'masked' ? (['sealed'] as const) : []),
      'time',
      ...(this.#timestamps.length > 0 && !this.options.stampFailure ? (['authority'] as const) : []),
      'later',
    ];
  }
}
