import type { SealedChange, SealedVersion, SealedVersions } from '../reading/sealed-versions.js';
import type { ChangedLine } from '../reading/transfer-changes.js';

export interface JudgedLine {
  readonly version: SealedVersion;
  readonly line: ChangedLine;
}

/** What a batch of changes leaves of lines that were done: the newest version of each transfer, and what is void. */
export class JudgedLines {
  readonly #versions = new Map<string, SealedVersion>();
  readonly #voided = new Set<string>();

  take(change: SealedChange): void {
    if (change.kind === 'voided') {
      this.#versions.delete(change.transferId);
      this.#voided.add(change.transferId);
    } else if (change.header.phase === 'done') {
      this.#versions.set(change.transferId, change);
    }
  }

  voided(): string[] {
    return [...this.#voided];
  }

  /** Lines of several members' versions come a page at a time. */
  async *pages(changes: SealedVersions): AsyncGenerator<readonly JudgedLine[]> {
    const versions = [...this.#versions.values()];
    yield versions.flatMap((version) => (version.lines.kind === 'one' ? [{ version, line: version.lines.line }] : []));
    for (const version of versions.filter(({ lines }) => lines.kind === 'stream')) {
      for await (const page of changes.pagesOf(version)) yield page.map((line) => ({ version, line }));
    }
  }
}
