import { isSeries, methodThatCounts, retainUntil } from '#statute';
import { canonicalText } from './canonical-text.js';
import { registerOf } from './decide-transfer.js';
import { includesLine } from './line-ranges.js';
import type { RecordReference } from './record-reference.js';
import type { StatedParty, StatementDetails } from './statement.js';
import { partyOf, type Transfer, type TransferVersion } from './transfer.js';
import type { Group, TransferHeader } from './transfer-events.js';

/** A record that another one points at, as it stands in its transfer. */
export interface NamedRecord extends RecordReference {
  readonly register: 'provision' | 'receipt';
  /** Null once its key was destroyed. */
  readonly party: StatedParty | null;
  /** Why nothing new may rest on it; null where it is kept. */
  readonly gone: 'disposed' | 'voided' | 'due' | 'in-quarantine' | null;
  /** Whether it says, or points at a record that says, how the provider acquired the data. */
  readonly holdsAcquisition: boolean;
}

/** The record that a reference names in a transfer; null where the transfer has no such record. */
export function namedRecord(transfer: Transfer, reference: RecordReference, today: string): NamedRecord | null {
  const version = transfer.versions.at(-1);
  if (!version || version.header.phase !== 'done' || transfer.status === 'refused') return null;
  const { line } = reference;
  const group = version.groups.find((one) => registerOf(one.duty) && (line === null || one.lines.includes(line)));
  if (!group) return null;
  const { header, headerSealed } = version;
  const details = headerSealed?.details as unknown as StatementDetails | undefined;
  return {
    ...reference,
    register: registerOf(group.duty)!,
    party: headerSealed ? partyOf(header, headerSealed) : null,
    gone: goneOf(transfer, version, { line, group, today }),
    holdsAcquisition: details?.confirmation?.acquisition != null || header.record?.sameAs !== undefined,
  };
}

interface Looked {
  readonly line: number | null;
  readonly group: Group;
  readonly today: string;
}

function goneOf(
  { status, disposed }: Transfer,
  { header }: TransferVersion,
  { line, group, today }: Looked,
): NamedRecord['gone'] {
  const lines = line === null ? group.lines : [line];
  if (lines.every((one) => includesLine(disposed, one))) return 'disposed';
  if (status !== 'recorded') return 'voided';
  if (group.quarantine !== undefined) return 'in-quarantine';
  return isDue(group, header, today) ? 'due' : null;
}

/** Whether the statutory end has passed. How far a series went is not known here: no further than its period. */
function isDue(
  { method: stated }: Group,
  { record, period, occurredOn, madeOn }: TransferHeader,
  today: string,
): boolean {
  const method = methodThatCounts(stated ?? 'EACH', record?.proxyMethod);
  const anchor = isSeries(method) ? period?.to : occurredOn > madeOn ? occurredOn : madeOn;
  return anchor !== undefined && retainUntil(method, anchor) < today;
}

/** Whether two statements name the same other side. */
export function isSameParty(one: StatedParty | null, other: StatedParty): boolean {
  return one !== null && canonicalText(one) === canonicalText(other);
}
