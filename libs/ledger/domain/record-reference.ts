/** A record of the registers: a line of a transfer. Without a line: all records of the transfer. */
export interface RecordReference {
  readonly transfer: string;
  readonly line: number | null;
}

const REFERENCE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::([1-9]\d{0,6}))?$/;

/** What a text names as a record; null where it has not the form of a record's id. */
export function recordReference(text: string): RecordReference | null {
  const [, transfer, line] = REFERENCE.exec(text) ?? [];
  return transfer ? { transfer, line: line ? Number(line) : null } : null;
}
