import type { EventsBefore } from '#event-store';
import type {
  Change,
  Group,
  HeaderSealed,
  LineSealed,
  StoredGroup,
  TransferHeader,
} from '../domain/transfer-events.js';
import { explanationOnly, outcomeOnly, storedGroup } from '../domain/decide-transfer.js';
import type { StatedMember, Statement } from '../domain/statement.js';
import type { Fact } from '../writing/sealed-events.js';
import type { Judgement } from './assess-statement.js';

/** What names a version of a transfer beside its statement. */
export interface VersionNote {
  readonly version: number;
  readonly change: Change;
  readonly source: string;
  readonly externalId: string;
  readonly reason: string | null;
  readonly requestDigest: string;
  readonly masked: boolean;
}

/** What the groups of a seal may take of the 65,535 bytes of a log entry; its sealed part may need the rest. */
const GROUPS_BYTES_MAX = 24_000;

/** A fact and whose key seals it: a member's, or the association's where no member is named. */
export interface OwnedFact {
  readonly fact: Fact;
  readonly subject: string | null;
}

/** The events that record a judged statement: one for one member, else header, lines and seal. */
export function recordingFacts(statement: Statement, judgement: Judgement, note: VersionNote): OwnedFact[] {
  const header = headerOf(statement, judgement, note);
  const sealed = headerSealed(statement, judgement, note);
  const [only] = statement.members;
  if (only && statement.members.length === 1) {
    const data = { header, group: judgement.groups[0]! };
    return [
      {
        subject: only.ref,
        fact: {
          type: 'TransferRecorded',
          data,
          sealed: { header: sealed, line: lineSealed(only, judgement.consentIds[0] ?? null) },
        },
      },
    ];
  }
  return [
    { subject: null, fact: { type: 'TransferOpened', data: header, sealed } },
    ...lineFacts(statement, judgement, note.version),
    { subject: null, fact: sealFact(statement, judgement, note.version) },
  ];
}

/** The event that says that a planned transfer was refused. It names nobody. */
export function refusalFact(statement: Statement, judgement: Judgement, note: VersionNote): OwnedFact {
  const data = { header: headerOf(statement, judgement, note), groups: explainedTogether(judgement) };
  return { subject: null, fact: { type: 'TransferRefused', data, sealed: headerSealed(statement, judgement, note) } };
}

/** The first groups whose reasons fit together into one entry. The lines of the others carry their own. */
function explainedTogether({ groups }: Judgement): StoredGroup[] {
  const stored = groups.map(storedGroup);
  let bytes = 0;
  const end = stored.findIndex((group) => (bytes += JSON.stringify(group).length) > GROUPS_BYTES_MAX);
  return end < 0 ? stored : stored.slice(0, end);
}

function lineFacts(statement: Statement, judgement: Judgement, version: number): OwnedFact[] {
  const together = explainedTogether(judgement).length;
  const groupOfLine = new Map<number, { group: Group; index: number }>();
  judgement.groups.forEach((group, index) => group.lines.forEach((line) => groupOfLine.set(line, { group, index })));
  return statement.members.map((member, index) => {
    const line = index + 1;
    const found = groupOfLine.get(line)!;
    const explanation = found.index < together ? null : explanationOnly(found.group);
    const data = { version, line, outcome: outcomeOnly(found.group), explanation };
    return {
      subject: member.ref,
      fact: { type: 'MemberLineRecorded', data, sealed: lineSealed(member, judgement.consentIds[index] ?? null) },
    };
  });
}

function sealFact(statement: Statement, judgement: Judgement, version: number): Fact {
  const count = statement.members.length;
  const groups = explainedTogether(judgement);
  const data = (before: EventsBefore) => ({ version, count, linesRoot: before.rootOfLast(count), groups });
  return { type: 'TransferSealed', data, sealed: null };
}

function headerOf(statement: Statement, judgement: Judgement, note: VersionNote): TransferHeader {
  const isSealed = isHighlySensitive(judgement);
  const {
    phase,
    direction,
    occurredAt,
    occurredOn,
    dataKind,
    purpose,
    means,
    items,
    party,
    arrangement,
    details,
    members,
  } = statement;
  return {
    version: note.version,
    change: note.change,
    phase,
    source: note.source,
    direction,
    arrangement: arrangement ? { id: arrangement.id, version: judgement.arrangement!.data.version } : null,
    party: 'id' in party && !isSealed ? party.id : null,
    occurredAt,
    occurredOn,
    period: statement.period ?? judgement.period,
    dataKind,
    purpose,
    means,
    items: isSealed ? null : items,
    madeOn: judgement.madeOn,
    methodAsked: details.record.method,
    count: members.length,
    dropped: judgement.dropped ?? null,
    masked: note.masked,
    requestDigest: note.requestDigest,
  };
}

function headerSealed(statement: Statement, judgement: Judgement, note: VersionNote): HeaderSealed {
  const isSealed = isHighlySensitive(judgement);
  const isInline = !('id' in statement.party);
  return {
    externalId: note.externalId,
    reason: note.reason,
    party: isSealed || isInline ? statement.party : null,
    items: isSealed ? statement.items : null,
    details: statement.details as unknown as Record<string, unknown>,
  };
}

// The clear part must not tell of a clinic or a treatment where the arrangement says that these tell too much.
function isHighlySensitive(judgement: Judgement): boolean {
  return judgement.arrangement?.data.sensitivity === 'highly-sensitive';
}

function lineSealed({ consentId, items, partySubjectId }: StatedMember, carriedBy: string | null): LineSealed {
  return { consentId: carriedBy, statedConsentId: consentId, items, partySubjectId };
}
