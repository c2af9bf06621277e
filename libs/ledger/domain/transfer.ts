import type {
  Group,
  HeaderSealed,
  LineSealed,
  MemberLineRecorded,
  TransferEvent,
  TransferHeader,
  TransferOpened,
  TransferRefused,
  TransferSealed,
} from './transfer-events.js';
import { canonicalText } from './canonical-text.js';
import { groupOf } from './decide-transfer.js';
import type { LineRanges } from './line-ranges.js';
import { movedLine } from './moved-line.js';
import type { StatedMember, StatedParty, Statement, StatementDetails } from './statement.js';

/** A transfer's line as the events have it. Its sealed part is null once the member's key is destroyed. */
export interface TransferLine {
  readonly line: number;
  readonly ref: string;
  readonly sealed: LineSealed | null;
  /** True where the line was posted about somebody else. */
  readonly isMoved?: true;
}

/** One version of a transfer: as recorded, corrected, or completed. */
export interface TransferVersion {
  readonly header: TransferHeader;
  readonly headerSealed: HeaderSealed | null;
  readonly lines: readonly TransferLine[];
  readonly groups: readonly Group[];
}

/** A transfer folded from its stream. */
export interface Transfer {
  /** Sealed ones, oldest first. */
  readonly versions: readonly TransferVersion[];
  readonly status: 'unrecorded' | 'recorded' | 'refused' | 'voided' | 'rejected' | 'not-sent';
  /** Lines whose records were disposed of. */
  readonly disposed: LineRanges;
}

/** An event with the member it names. */
export interface SubjectEvent {
  readonly subject: string | null;
  readonly event: TransferEvent;
}

/**
 * Folds a transfer from its events. A version counts from its seal; one that was opened and never sealed is as if it
 * had not been, and the next opening takes its place.
 */
export class TransferFold {
  readonly #versions: TransferVersion[] = [];
  #status: Transfer['status'] = 'unrecorded';
  #draft: DraftVersion | null = null;
  #disposed: LineRanges = [];

  get transfer(): Transfer {
    return { versions: this.#versions, status: this.#status, disposed: this.#disposed };
  }

  take({ event, subject }: SubjectEvent): void {
    switch (event.type) {
      case 'TransferOpened':
        this.#draft = new DraftVersion(event);
        break;
      case 'MemberLineRecorded':
        draftOf(this.#draft).add(event, subject!);
        break;
      case 'TransferSealed':
        this.#record(draftOf(this.#draft).seal(event));
        break;
      case 'TransferRecorded':
        this.#record(singleVersion(event.data, event.sealed, subject!));
        break;
      case 'TransferRefused':
        this.#versions.push(refusedVersion(event));
        this.#status = 'refused';
        break;
      case 'LineMovedAway':
        // Where it went stands right behind, in the same append.
        break;
      case 'LineMovedHere':
        this.#versions.push(movedLine(this.#versions.pop()!, event, subject!));
        break;
      case 'TransferVoided':
        this.#status = 'voided';
        break;
      case 'TransferNotSent':
        this.#status = 'not-sent';
        break;
      case 'ReceiptRejected':
        this.#status = 'rejected';
        break;
      case 'RecordsDisposed':
        this.#disposed = [...this.#disposed, ...event.data.lines];
        break;
      default:
        event satisfies never;
    }
  }

  #record(version: TransferVersion): void {
    this.#versions.push(version);
    this.#draft = null;
    this.#status = 'recorded';
  }
}

export function transferOf(events: Iterable<SubjectEvent>): Transfer {
  const fold = new TransferFold();
  for (const event of events) fold.take(event);
  return fold.transfer;
}

/** A version on its way to its seal. It may have 200,000 lines, so they are gathered in place. */
class DraftVersion {
  readonly #lines: TransferLine[] = [];
  readonly #explained = new Map<string, { group: Omit<Group, 'lines'>; lines: number[] }>();

  constructor(private readonly opened: TransferOpened) {}

  add({ data: { line, outcome, explanation }, sealed }: MemberLineRecorded, ref: string): void {
    this.#lines.push({ line, ref, sealed });
    if (!explanation) return;
    // The same reasons may come to different ends: a line's retention or its view is no part of its explanation.
    const group = { ...outcome, ...explanation };
    const key = canonicalText(group);
    const known = this.#explained.get(key);
    if (known) known.lines.push(line);
    else this.#explained.set(key, { group, lines: [line] });
  }

  seal({ data: { groups } }: TransferSealed): TransferVersion {
    const explained = [...this.#explained.values()].map(({ group, lines }) => ({ lines, ...group }));
    return {
      header: this.opened.data,
      headerSealed: this.opened.sealed,
      lines: this.#lines,
      groups: [...groups.map(groupOf), ...explained],
    };
  }
}

function draftOf(draft: DraftVersion | null): DraftVersion {
  if (!draft) throw new Error('A line or seal of a transfer came before its header.');
  return draft;
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
    ...(sealed?.aboutLivingRelative !== undefined && { aboutLivingRelative: sealed.aboutLivingRelative }),
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
  };
}

function refusedVersion({ data: { header, groups }, sealed }: TransferRefused): TransferVersion {
  return { header, headerSealed: sealed, lines: [], groups: groups.map(groupOf) };
}
