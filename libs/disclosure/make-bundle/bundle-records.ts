import { ahead } from '#platform';
import type { ExportedRecord, RegisterExport, RegisterPart } from '#records';
import { gatherLines } from './gather-lines.js';

/**
 * The lines of a register in a bundle. Where persons are masked they are told by their references alone, and so is
 * nothing of what was sealed: that a field is held is said, and not what it holds.
 */
export async function* recordLines(
  registers: RegisterExport,
  part: RegisterPart,
  isNamed: boolean,
  onLines: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const records of ahead(registers.pages(part, isNamed))) {
    onLines(records.length);
    yield* gatherLines(isNamed ? records : records.map(masked));
  }
}

export function masked(record: ExportedRecord): ExportedRecord {
  return {
    ...record,
    person: { ...record.person, name: null, symbol: null, number: null, branch: null },
    proxyBy: null,
    contractRef: null,
    acquisition: null,
    correctionReason: null,
    // A party without an id was sealed, and may itself be a person.
    party:
      record.party.id === null ? { ...record.party, name: null, address: null, representative: null } : record.party,
    earlier: record.earlier.map((version) => ({
      ...version,
      party:
        version.party.id === null
          ? { ...version.party, name: null, address: null, representative: null }
          : version.party,
    })),
  };
}
