import type { Group, HeaderSealed, LineSealed, TransferEvent, TransferHeader } from './transfer-events.js';
import { explanationOnly, outcomeOnly } from './decide-transfer.js';
import type { StatedMember, StatedParty, Statement, StatementDetails } from './statement.js';

/** A transfer's line as the events have it. Its sealed part is null once the member's key is destroyed. */
export interface TransferLine {
  readonly line: number;
  readonly ref: string;
  readonly sealed: LineSealed | null;
}

/** One version of a transfer: as recorded, corrected, or completed. */
export interface TransferVersion {
  readonly header: TransferHeader;
  readonly headerSealed: HeaderSealed | null;
  readonly lines: readonly TransferLine[];
  readonly groups: readonly Group[];
  /** False until the seal: before it nothing of the version is shown. */
  readonly isSealed: boolean;
}

/** A transfer folded from its stream. */
export interface Transfer {
  readonly versions: readonly TransferVersion[];
  readonly status: 'unrecorded' | 'recorded' | 'refused' | 'voided' | 'not-sent';
}

/** An event with the member it names. */
export interface SubjectEvent {
  readonly subject: string | null;
  readonly event: TransferEvent;
}

export const NO_TRANSFER: Transfer = { versions: [], status: 'unrecorded' };

/** Takes one event into a transfer. */
export function evolve(transfer: Transfer, { event, subject }: SubjectEvent): Transfer {
  switch (event.type) {
    case 'TransferOpened':
      return addVersion(transfer, {
        header: event.data,
        headerSealed: event.sealed,
        lines: [],
        groups: [],
        isSealed: false,
      });
    case 'MemberLineRecorded':
      return changeLast(transfer, (version) => ({
        ...version,
        lines: [...version.lines, { line: event.data.line, ref: subject!, sealed: event.sealed }],
        groups: event.data.explanation
          ? addToGroups(version.groups, event.data.line, { ...event.data.outcome, ...event.data.explanation })
          : version.groups,
      }));
    case 'TransferSealed':
      return {
        status: 'recorded',
        versions: changeLast(transfer, (version) => ({
          ...version,
          isSealed: true,
          groups: [...event.data.groups, ...version.groups],
        })).versions,
      };
    case 'TransferRecorded':
      return {
        status: 'recorded',
        versions: [...transfer.versions, singleVersion(event.data, event.sealed, subject!)],
      };
    case 'TransferRefused':
      return {
        status: 'refused',
        versions: [
          {
            header: event.data.header,
            headerSealed: event.sealed,
            lines: [],
            groups: event.data.groups,
            isSealed: true,
          },
        ],
      };
    case 'TransferVoided':
      return { ...transfer, status: 'voided' };
    case 'TransferNotSent':
      return { ...transfer, status: 'not-sent' };
    default:
      return event satisfies never;
  }
}

/** The statement that a version holds, as far as its keys are still there: null when the header's is gone. */
export function statementOf({ header, headerSealed, lines }: TransferVersion): Statement | null {
  if (!headerSealed) return null;
  const { phase, direction, arrangement, occurredAt, occurredOn, period, dataKind, purpose, means } = header;
  return {
    phase,
    direction,
    arrangement,
    party: partyOf(header, headerSealed),
    occurredAt,
    occurredOn,
    period,
    dataKind,
    purpose,
    means,
    items: header.items ?? headerSealed.items ?? [],
    members: lines.map(memberOf),
    details: headerSealed.details as unknown as StatementDetails,
  };
}

/** The other side of a version, wherever it was kept. */
export function partyOf(header: TransferHeader, sealed: HeaderSealed): StatedParty {
  return sealed.party ?? { id: header.party! };
}

function memberOf({ ref, sealed }: TransferLine): StatedMember {
  return {
    ref,
    consentId: sealed?.statedConsentId ?? null,
    items: sealed?.items ?? null,
    partySubjectId: sealed?.partySubjectId ?? null,
  };
}

function singleVersion(
  { header, group }: { header: TransferHeader; group: Group },
  sealed: { header: HeaderSealed; line: LineSealed } | null,
  ref: string,
): TransferVersion {
  return {
    header,
    headerSealed: sealed?.header ?? null,
    lines: [{ line: 1, ref, sealed: sealed?.line ?? null }],
    groups: [group],
    isSealed: true,
  };
}

function addVersion(transfer: Transfer, version: TransferVersion): Transfer {
  return { ...transfer, versions: [...transfer.versions, version] };
}

function changeLast(transfer: Transfer, change: (version: TransferVersion) => TransferVersion): Transfer {
  const last = transfer.versions.at(-1);
  if (!last) throw new Error('A line or seal of a transfer came before its header.');
  return { ...transfer, versions: [...transfer.versions.slice(0, -1), change(last)] };
}

function addToGroups(groups: readonly Group[], line: number, rest: Omit<Group, 'lines'>): Group[] {
  const same = groups.find((group) => isAlike(group, { lines: [line], ...rest }));
  if (!same) return [...groups, { lines: [line], ...rest }];
  return groups.map((group) => (group === same ? { ...group, lines: [...group.lines, line] } : group));
}

// The same reasons may come to different ends: a line's retention or its view is no part of its explanation.
function isAlike(one: Group, other: Group): boolean {
  return (
    JSON.stringify(explanationOnly(one)) === JSON.stringify(explanationOnly(other)) &&
    JSON.stringify(outcomeOnly(one)) === JSON.stringify(outcomeOnly(other))
  );
}
