import type { DirectoryEntry } from '#access';
import type { DescribedLine, ShownTransferRow } from '#ledger';
import { citation, rulesetById, type Duty } from '#statute';
import { toPosition } from '#event-store';
import type { StatutoryRecordRow } from '../projection/rows.js';
import type { RecordAnswer } from './answers.js';

/** A record as the register shows it: the items that the law asks for, each marked, and whether they are there. */
export function describeRecord(
  row: StatutoryRecordRow,
  transfer: ShownTransferRow,
  described: DescribedLine,
  person: DirectoryEntry | undefined,
): RecordAnswer {
  const ruleset = rulesetById(transfer.ruleset)!;
  const fields = ruleset.fields[row.duty as Duty].map((field) => ({
    ...field,
    present: isPresent(field.code, { row, described, person }),
  }));
  return {
    id: `${row.transferId}:${row.line}`,
    transfer: row.transferId,
    line: row.line,
    status: statusOf(row, transfer),
    duty: row.duty,
    route: row.route,
    method: row.method,
    occurredOn: row.occurredOn,
    party: described.party,
    person: {
      ref: row.memberRef,
      name: person?.name ?? null,
      symbol: person?.symbol ?? null,
      number: person?.number ?? null,
      branch: person?.branch ?? null,
    },
    items: [...described.items],
    consentId: described.consentId,
    acquisition: described.acquisition,
    fields,
    madeOn: row.madeOn,
    retainUntil: row.retainUntil,
    ruleset: ruleset.id,
    position: toPosition(transfer.position),
    citations: REGISTER_CITATIONS[row.register].map((ref) => citation(ruleset, ref)),
  };
}

// What a correction no longer owes is as void as what is void as a whole.
function statusOf({ owed }: StatutoryRecordRow, { status }: ShownTransferRow): RecordAnswer['status'] {
  if (!owed) return 'voided';
  return status === 'recorded' ? 'in-force' : status;
}

const REGISTER_CITATIONS = { provision: ['APPI 29(1)', 'APPI 29(2)'], receipt: ['APPI 30(1)', 'APPI 30(3)'] } as const;

interface Held {
  readonly row: StatutoryRecordRow;
  readonly described: DescribedLine;
  readonly person: DirectoryEntry | undefined;
}

function isPresent(code: string, { row, described, person }: Held): boolean {
  switch (code) {
    case 'party':
      return isPartyWhole(described.party);
    case 'items':
      return described.items.length > 0;
    case 'consent':
      // Implied consent stands as the published matter without objection; on receipt the provider holds the consent.
      return (
        described.consentId !== null ||
        (row.route === 'C1i' && row.allowed) ||
        (row.register === 'receipt' && row.route === 'C1')
      );
    case 'acquisition':
      return described.acquisition !== null;
    case 'person':
      return person !== undefined;
    case 'confirmationMethod':
      return described.confirmedHow !== null;
    case 'optOutPublication':
      return described.optOutPublished;
    case 'date':
      return true;
    default:
      // What nobody looked for is not said to be there.
      return false;
  }
}

// Rules 20(1), 24(1): the representative of a corporation or other body; a natural person has none.
function isPartyWhole({ name, address, representative, class: kind }: DescribedLine['party']): boolean {
  const isPerson = kind === 'PRIVATE_PERSON' || kind === 'HOUSEHOLD';
  return name !== null && address !== null && (representative !== null || isPerson);
}
