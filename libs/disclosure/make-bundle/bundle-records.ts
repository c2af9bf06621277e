import type { ExportedRecord, RegisterExport, RegisterPart } from '#records';

/**
 * The lines of a register in a bundle. Where persons are masked they are told by their references alone, and so is
 * nothing of what was sealed: that a field is held is said, and not what it holds.
 */
export async function* recordLines(
  registers: RegisterExport,
  part: RegisterPart,
  isNamed: boolean,
  onLines: (count: number) => void,
): AsyncGenerator<Buffer> {
  for await (const records of registers.pages(part, isNamed)) {
    onLines(records.length);
    const shown = isNamed ? records : records.map(masked);
    if (shown.length > 0) yield Buffer.from(shown.map((record) => `${JSON.stringify(record)}\n`).join(''));
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
