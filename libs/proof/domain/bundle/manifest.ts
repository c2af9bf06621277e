import { fromBase64, toBase64 } from '../bytes.js';
import { HASH_BYTES } from '../tiles.js';

export const BUNDLE_FORMAT = 'kiroku-bundle/v1';

/** A file of a bundle. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
}

/** What was asked to be in a bundle. */
export interface BundleSelection {
  /** Days in Japan on which transfers occurred, both included. */
  readonly from: string;
  readonly to: string;
  /** Left out: all of them. */
  readonly parties?: readonly string[];
  readonly members?: readonly string[];
  readonly persons: 'masked' | 'named';
  readonly chains: readonly ('open' | 'restricted')[];
}

/** What a bundle says of itself; the log's key signs for it. */
export interface BundleManifest {
  readonly format: typeof BUNDLE_FORMAT;
  readonly id: string;
  readonly association: string;
  /** Name of the log. */
  readonly origin: string;
  readonly madeAt: string;
  readonly madeBy: { readonly role: string; readonly organisation: string };
  readonly language: 'ja' | 'en';
  readonly selection: BundleSelection;
  /** The tree of the checkpoint. */
  readonly log: { readonly size: number; readonly root: string };
  readonly counts: {
    /** Events that are in it. */
    readonly events: number;
    /** Events of which it has the leaf hash alone. */
    readonly leaves: number;
    readonly provisions: number;
    readonly receipts: number;
  };
  /** Every file but the manifest and its signature. */
  readonly files: readonly BundleFile[];
}

export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/**
 * What the log's key signs: never the text of a checkpoint, for its first line is no origin. The signed bytes name the
 * log, the bundle and the SHA-256 of the manifest.
 */
export function manifestNoteText({ origin, id }: BundleManifest, sha256: Uint8Array): string {
  return `${BUNDLE_FORMAT}\n${origin}\n${id}\n${toBase64(sha256)}\n`;
}

/** Reads a manifest. Throws a BundleError where it is none; whether it is to be believed its signature says. */
export function parseManifest(bytes: Uint8Array): BundleManifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BundleError('The manifest is no JSON.');
  }
  if (!isObject(manifest)) throw new BundleError('The manifest is no object.');
  if (manifest.format !== BUNDLE_FORMAT) throw new BundleError('The manifest is of a format that is not known here.');
  const { id, association, origin, madeAt, selection, log, counts, files } = manifest;
  const isOurs =
    [id, association, origin, madeAt].every((text) => typeof text === 'string') &&
    isSelection(selection) &&
    isObject(log) &&
    isCount(log.size) &&
    isHash(log.root) &&
    isObject(counts) &&
    Object.values(counts).every(isCount) &&
    Array.isArray(files) &&
    files.every(isFile);
  if (!isOurs) throw new BundleError('The manifest lacks something.');
  return manifest as unknown as BundleManifest;
}

function isSelection(selection: unknown): boolean {
  if (!isObject(selection)) return false;
  const { from, to, persons, chains, parties = [], members = [] } = selection;
  return [from, to, persons].every((text) => typeof text === 'string') && [chains, parties, members].every(areTexts);
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((text) => typeof text === 'string');
}

function isFile(file: unknown): file is BundleFile {
  return isObject(file) && typeof file.name === 'string' && isCount(file.bytes) && isHash(file.sha256);
}

function isHash(text: unknown): boolean {
  return typeof text === 'string' && fromBase64(text)?.length === HASH_BYTES;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
