import { toBase64 } from '../bytes.js';
import { NoteError, parseNote, verifiedKeys, type VerifierKey } from '../note.js';
import type { Failure } from '../report.js';
import { sha256 } from '../sha256.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { manifestNoteText } from './manifest.js';
import { textOf, type OpenBundle } from './open-bundle.js';

const where = BUNDLE_FILES.signature;
/** Without these there is nothing to compute the log's root from. */
const NEEDED: readonly string[] = Object.values(BUNDLE_FILES);

/** Why the manifest cannot be believed; null where the log's key signed for it. */
export async function manifestFailure(bundle: OpenBundle, keys: readonly VerifierKey[]): Promise<Failure | null> {
  const { manifest, manifestBytes } = bundle;
  const text = await textOf(bundle, where);
  if (text === null) return { what: 'file-missing', where };
  const ofLog = keys.filter(({ name }) => name === manifest.origin);
  if (keys.length === 0) return { what: 'no-key', expected: manifest.origin };
  if (ofLog.length === 0)
    return {
      what: 'other-log',
      expected: [...new Set(keys.map(({ name }) => name))].join(' '),
      found: manifest.origin,
    };
  try {
    const note = parseNote(text);
    const digest = sha256(manifestBytes);
    if (note.text !== manifestNoteText(manifest, digest))
      return { what: 'file-differs', where: BUNDLE_FILES.manifest, found: toBase64(digest) };
    const signers = await verifiedKeys(note, ofLog);
    return signers.length > 0 ? null : { what: 'no-known-key', where };
  } catch (error) {
    if (error instanceof NoteError) return { what: 'signature-wrong', where };
    throw error;
  }
}

/** Files that the zip lacks, has twice or has beside those of the manifest, or that another program could find in it. */
export function fileFailures({ manifest, files, doubled, ambiguous }: OpenBundle): Failure[] {
  const unlisted: readonly string[] = [BUNDLE_FILES.manifest, BUNDLE_FILES.signature];
  const names = new Set([...manifest.files.map(({ name }) => name), ...unlisted]);
  const unnamed = NEEDED.filter((name) => !names.has(name));
  return [
    ...[...names, ...unnamed]
      .filter((name) => !files.has(name) || unnamed.includes(name))
      .map((name): Failure => ({ what: 'file-missing', where: name })),
    ...[...files.keys()]
      .filter((name) => !names.has(name))
      .map((name): Failure => ({ what: 'file-surplus', where: name })),
    ...doubled.map((name): Failure => ({ what: 'file-surplus', where: name })),
    ...(ambiguous === null ? [] : [{ what: 'file-surplus', where: ambiguous } as const]),
  ];
}
