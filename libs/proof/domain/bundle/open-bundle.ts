import type { VerifierKey } from '../note.js';
import { parseVerifierKey } from '../note.js';
import type { ByteSource } from '../zip/byte-source.js';
import { readSmallZipEntry } from '../zip/read-zip-entry.js';
import { readZipDirectory, type ZipEntry } from '../zip/zip-directory.js';
import { ambiguityOf } from '../zip/zip-layout.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { BundleError, parseManifest, type BundleManifest } from './manifest.js';

/** Manifests name some dozens of files. */
const MANIFEST_BYTES_MAX = 16_777_216;
const TEXT_BYTES_MAX = 1_048_576;

/** A bundle whose directory and manifest were read; nothing of it is believed yet. */
export interface OpenBundle {
  readonly source: ByteSource;
  readonly files: ReadonlyMap<string, ZipEntry>;
  /** Names that the zip has more than once. */
  readonly doubled: readonly string[];
  /** Where another program could unpack something else than is read here; null where none can. */
  readonly ambiguous: string | null;
  readonly manifest: BundleManifest;
  readonly manifestBytes: Uint8Array;
}

/** Throws a ZipError or a BundleError where it is no bundle. */
export async function openBundle(source: ByteSource): Promise<OpenBundle> {
  const directory = await readZipDirectory(source);
  const { entries } = directory;
  const files = new Map(entries.map((entry) => [entry.name, entry]));
  const doubled = entries.filter((entry) => files.get(entry.name) !== entry).map(({ name }) => name);
  const entry = files.get(BUNDLE_FILES.manifest);
  if (!entry) throw new BundleError('There is no manifest in this zip.');
  const manifestBytes = await readSmallZipEntry(source, entry, MANIFEST_BYTES_MAX);
  const manifest = parseManifest(manifestBytes);
  return { source, files, doubled, ambiguous: await ambiguityOf(source, directory), manifest, manifestBytes };
}

/** A small text file of a bundle; null where there is none of that name. */
export async function textOf({ source, files }: OpenBundle, name: string): Promise<string | null> {
  const entry = files.get(name);
  return entry ? new TextDecoder().decode(await readSmallZipEntry(source, entry, TEXT_BYTES_MAX)) : null;
}

/** The keys that came with the bundle. Throws a NoteError where one is none. */
export async function keysOf(bundle: OpenBundle): Promise<VerifierKey[]> {
  const text = (await textOf(bundle, BUNDLE_FILES.keys)) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(parseVerifierKey);
}
