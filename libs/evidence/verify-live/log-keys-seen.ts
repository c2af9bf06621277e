import { NoteError, parseVerifierKey, type Envelope, type VerifierKey } from '#proof';

interface SeenKey {
  readonly key: VerifierKey;
  retired: number;
}

/** The keys of a log as its own events announce and retire them. */
export class LogKeysSeen {
  readonly #keys = new Map<number, SeenKey>();

  see({ type, data }: Envelope, position: number): void {
    if (type === 'LogKeyAnnounced') {
      const { version, key } = data as { version: number; key: string };
      const parsed = parse(key);
      if (parsed) this.#keys.set(version, { key: parsed, retired: Number.POSITIVE_INFINITY });
    }
    if (type === 'LogKeyRetired') {
      const known = this.#keys.get((data as { version: number }).version);
      if (known) known.retired = position;
    }
  }

  get count(): number {
    return this.#keys.size;
  }

  /** Those that sign now. */
  signing(): { readonly version: number; readonly key: VerifierKey }[] {
    return [...this.#keys]
      .filter(([, { retired }]) => retired === Number.POSITIVE_INFINITY)
      .map(([version, { key }]) => ({ version, key }));
  }

  /**
   * Those seen so far that may sign a tree of some size: not retired in it. The first checkpoint may be older than the
   * entry that announces its key.
   */
  at(size: number): VerifierKey[] {
    return [...this.#keys.values()].filter(({ retired }) => retired > size).map(({ key }) => key);
  }
}

function parse(key: string): VerifierKey | null {
  try {
    return parseVerifierKey(key);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
