import { fromBase64, toBase64 } from './bytes.js';
import { NoteError } from './note.js';
import { HASH_BYTES } from './tiles.js';

/** A proof that an entry is in a log, as a file that can be verified without a network: https://c2sp.org/tlog-proof. */
export interface InclusionFile {
  /** Place of the entry, from 0. */
  readonly index: number;
  /** From the leaf's sibling up; 32 bytes each. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, to the letter. */
  readonly checkpoint: string;
  /** What the log says beside it, and no signature covers. */
  readonly extra?: Uint8Array;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of all safe integers is no deeper. */
const PATH_MAX = 64;

export function formatInclusionFile({ index, path, checkpoint, extra }: InclusionFile): string {
  const lines = [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...path.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads such a file; whether it proves anything is for `isIncluded` and the checkpoint's keys to say. */
export function parseInclusionFile(file: string): InclusionFile {
  const at = file.indexOf('\n\n');
  const [header, ...lines] = file.slice(0, Math.max(at, 0)).split('\n');
  if (header !== HEADER) throw new NoteError(`A proof of inclusion begins with ${HEADER}.`);
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice('extra '.length)) : undefined;
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '') ?? [];
  const path = lines.map((line) => fromBase64(line));
  if (extra === null || digits === undefined || !Number.isSafeInteger(Number(digits)) || path.length > PATH_MAX) {
    throw new NoteError('The proof of inclusion does not name the place of its entry.');
  }
  if (!path.every((hash) => hash?.length === HASH_BYTES)) throw new NoteError('The proof has a line that is no hash.');
  const proof = { index: Number(digits), path: path as Uint8Array[], checkpoint: file.slice(at + 2) };
  return extra === undefined ? proof : { ...proof, extra };
}
