import type { ClientBase } from 'pg';
import { toPosition } from '#event-store';
import {
  NoteError,
  parseCheckpointText,
  parseNote,
  toBase64,
  verifyCheckpoint,
  type Failure,
  type VerifierKey,
} from '#proof';
import type { Found } from './found.js';

/** A checkpoint that is to be compared with the tree when it has its size. */
export interface DueCheckpoint {
  readonly size: number;
  readonly note: string;
  /** Of the row; null where it is the one that is kept outside. */
  readonly root: string | null;
}

/** Only the first few checkpoints of a log may come before their key. */
const WAITING_MAX = 1_000;

/** Holds the checkpoints of a log, those of its rows and the one kept outside, to the tree and to the keys of the log. */
export class CheckpointsCheck {
  readonly #outside: DueCheckpoint | null;
  /** Signed by a key that was not met so far. */
  readonly #waiting: DueCheckpoint[] = [];

  constructor(
    private readonly client: ClientBase,
    private readonly association: string,
    private readonly found: Found,
    outside: string | null,
  ) {
    this.#outside = outside === null ? null : dueOf(outside);
    if (outside !== null && !this.#outside)
      this.found.fail({ what: 'unreadable', where: `${association} kept checkpoint` });
    if (outside === null) this.found.notPromise('no-kept-checkpoint');
  }

  /** Those of trees larger than `after`, up to `size`, the smallest first. */
  async due(after: number, size: number): Promise<DueCheckpoint[]> {
    const { rows } = await this.client.query<{ size: string; root: Buffer; note: string }>(
      `SELECT size, root, note FROM evidence.checkpoint WHERE association = $1 AND size > $2 AND size <= $3 ORDER BY size`,
      [this.association, after, size],
    );
    const due = rows.map((row): DueCheckpoint => ({
      size: Number(row.size),
      note: row.note,
      root: toBase64(row.root),
    }));
    const outside = this.#outside;
    if (outside && outside.size > after && outside.size <= size) due.push(outside);
    return due.sort((one, other) => one.size - other.size);
  }

  /** The tree has the size of a checkpoint now. */
  async meet({ size, note, root }: DueCheckpoint, actual: Uint8Array, keys: readonly VerifierKey[]): Promise<void> {
    const isOutside = root === null;
    const place = { where: this.#nameOf({ size, note, root }), position: toPosition(size) };
    const expected = toBase64(actual);
    const stated = dueOf(note);
    const signed = stated && toBase64(stated.rootOfNote);
    if (root !== null && root !== expected)
      return this.found.fail({ what: 'root-differs', ...place, expected, found: root });
    if (!stated || stated.size !== size || signed !== expected) {
      const found = stated ? `${stated.size} ${signed}` : 'unreadable';
      return this.found.fail({
        what: isOutside ? 'not-consistent' : 'root-differs',
        ...place,
        expected: `${size} ${expected}`,
        found,
      });
    }
    const failure = await this.#signatureFailure({ size, note, root }, keys);
    if (!failure) this.found.count(isOutside ? 'kept-checkpoint' : 'checkpoint');
    else if (failure.what === 'key-not-announced' && this.#waiting.length < WAITING_MAX)
      this.#waiting.push({ size, note, root });
    else this.found.fail(failure);
  }

  /** What waited for its key, and whatever is of a larger tree than the log has. */
  async end(size: number, keysAt: (size: number) => readonly VerifierKey[]): Promise<void> {
    for (const waiting of this.#waiting) {
      const failure = await this.#signatureFailure(waiting, keysAt(waiting.size));
      if (failure) this.found.fail(failure);
      else this.found.count(waiting.root === null ? 'kept-checkpoint' : 'checkpoint');
    }
    for (const late of await this.due(size, Number.MAX_SAFE_INTEGER)) {
      const larger = { position: toPosition(late.size), expected: `${late.size}`, found: `${size}` };
      this.found.fail({ what: 'size-went-back', where: this.#nameOf(late), ...larger });
    }
  }

  async #signatureFailure(due: DueCheckpoint, keys: readonly VerifierKey[]): Promise<Failure | null> {
    const verdict = await verifyCheckpoint(due.note, keys);
    if ('checkpoint' in verdict) return null;
    const { what } = verdict.failure;
    const isUnknown = what === 'no-known-key' || what === 'no-key' || what === 'other-log';
    const place = { where: this.#nameOf(due), position: toPosition(due.size) };
    return { ...verdict.failure, what: isUnknown ? 'key-not-announced' : what, ...place };
  }

  #nameOf({ root }: DueCheckpoint): string {
    return `${this.association} ${root === null ? 'kept checkpoint' : 'checkpoint'}`;
  }
}

interface ReadNote extends DueCheckpoint {
  readonly rootOfNote: Uint8Array;
}

function dueOf(note: string): ReadNote | null {
  try {
    const { size, root } = parseCheckpointText(parseNote(note).text);
    return { size, note, root: null, rootOfNote: root };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
