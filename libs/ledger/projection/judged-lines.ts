import type { SealedChange } from '../reading/sealed-versions.js';
import type { ChangedLine } from '../reading/transfer-changes.js';

type Version = Extract<SealedChange, { kind: 'version' }>;

export interface JudgedLine {
  readonly version: Version;
  readonly line: ChangedLine;
}

/** What a batch of changes leaves of lines that were done: the newest version of each transfer, and what is void. */
export class JudgedLines {
  readonly #versions = new Map<string, Version>();
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

  rows(): JudgedLine[] {
    return [...this.#versions.values()].flatMap((version) => version.lines.map((line) => ({ version, line })));
  }
}
