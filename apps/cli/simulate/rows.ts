import type { Operation, SimulatedTransfer } from './steps.js';

/**
 * A transfer as rows of an import: its header, a row for each line, and the end that counts them. Where one stream
 * holds several associations each header names its own, and keys are told apart by it.
 */
export function* importRows(transfer: SimulatedTransfer, isMixed: boolean): Generator<string> {
  const { association, header, members } = transfer;
  const key = isMixed ? `${association}/${header.externalId}` : header.externalId;
  const start = `{"t":"line","key":${JSON.stringify(key)},`;
  yield JSON.stringify({ t: 'transfer', key, ...(isMixed ? { association } : {}), ...header });
  for (const member of members) yield start + JSON.stringify(member).slice(1);
  yield JSON.stringify({ t: 'end', key, count: members.length });
}

/** A request as a row of the script of operations. */
export function operationRow({ association, path, body }: Operation): string {
  return JSON.stringify({ association, method: 'POST', path, body });
}

/** The place in the script where the transfers of an association are to be imported. */
export function importMark(association: string, file: string): string {
  return JSON.stringify({ association, import: file });
}
