import type { SealedChange } from '../reading/sealed-versions.js';

type Version = Extract<SealedChange, { kind: 'version' }>;

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

  columns() {
    const rows = [...this.#versions.values()].flatMap((version) => version.lines.map((line) => ({ version, line })));
    return {
      transfers: rows.map(({ version }) => version.transferId),
      numbers: rows.map(({ line }) => line.line),
      refs: rows.map(({ line }) => line.ref),
      days: rows.map(({ version }) => version.header.occurredOn),
      positions: rows.map(({ version }) => version.position),
      recorded: rows.map(({ version }) => version.recordedAt),
      known: rows.map(({ version }) => version.knowledgeAt ?? '0'),
    };
  }
}
