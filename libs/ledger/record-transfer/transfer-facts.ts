import type { Chain, EventsBefore } from '#event-store';
import type {
  Change,
  EarlierRegister,
  HeaderSealed,
  LineOutcome,
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
  readonly earlier?: EarlierRegister;
}

/** What the groups of a seal may take of the 65,535 bytes of a log entry; its sealed part may need the rest. */
const GROUPS_BYTES_MAX = 24_000;

/** A fact and whose key seals it: a member's, or the association's where no member is named. */
export interface OwnedFact {
  readonly fact: Fact;
  readonly subject: string | null;
  /** On which chain of that member it is a link: a line of what is done is on one, and nothing else. */
  readonly chain?: Chain;
  /** Whose key seals it, where it is not the member's whom it names. */
  readonly owner?: string;
}

/** Facts in their order. Those of a long transfer are made as they are asked for, each time anew. */
export interface OwnedFacts extends Iterable<OwnedFact> {
  readonly length: number;
}

/** The events that record a judged statement: one for one member, else header, lines and seal. */
export function recordingFacts(statement: Statement, judgement: Judgement, note: VersionNote): OwnedFacts {
  const { members } = statement;
  const [only] = members;
  if (!only || members.length > 1) {
    return { length: members.length + 2, [Symbol.iterator]: () => factsOfSeveral(statement, judgement, note) };
  }
  const group = judgement.groups[0]!;
  const data = { header: headerOf(statement, judgement, note), group };
  const header = headerSealed(statement, judgement, note);
  const sealed = { header, line: lineSealed(only, judgement.consentIds[0] ?? null) };
  const fact = { type: 'TransferRecorded', data, sealed };
  return [{ subject: only.ref, ...onChain(statement, group), fact }];
}

/** Where a line stands among its member's. A plan is no transfer yet, and was shown to nobody: it stands on no chain. */
function onChain({ phase }: Statement, { chain }: LineOutcome): Pick<OwnedFact, 'chain'> {
  return phase === 'done' ? { chain } : {};
}

function* factsOfSeveral(statement: Statement, judgement: Judgement, note: VersionNote): Generator<OwnedFact> {
  const { version } = note;
  const header = headerOf(statement, judgement, note);
  const sealed = headerSealed(statement, judgement, note);
  const together = explainedTogether(judgement);
  yield { subject: null, fact: { type: 'TransferOpened', data: header, sealed } };
  yield* lineFacts(statement, judgement, { version, together: together.length });
  yield { subject: null, fact: sealFact(version, statement.members.length, together) };
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

function* lineFacts(
  statement: Statement,
  { groups, consentIds }: Judgement,
  { version, together }: { readonly version: number; readonly together: number },
): Generator<OwnedFact> {
  const { members } = statement;
  const outcomes = groups.map(outcomeOnly);
  const groupOfLine = new Uint32Array(members.length);
  groups.forEach(({ lines }, group) => lines.forEach((line) => (groupOfLine[line - 1] = group)));
  for (const [index, member] of members.entries()) {
    const group = groupOfLine[index]!;
    const explanation = group < together ? null : explanationOnly(groups[group]!);
    const outcome = outcomes[group]!;
    const data = { version, line: index + 1, outcome, explanation };
    const sealed = lineSealed(member, consentIds[index] ?? null);
    yield { subject: member.ref, ...onChain(statement, outcome), fact: { type: 'MemberLineRecorded', data, sealed } };
  }
}

function sealFact(version: number, count: number, groups: readonly StoredGroup[]): Fact {
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
    ...(judgement.links && Object.keys(judgement.links).length > 0 && { record: judgement.links }),
    ...(note.earlier && { earlier: note.earlier }),
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

export function lineSealed(member: StatedMember, carriedBy: string | null): LineSealed {
  const { consentId, items, partySubjectId, aboutLivingRelative } = member;
  const stated = { consentId: carriedBy, statedConsentId: consentId, items, partySubjectId };
  return aboutLivingRelative === undefined ? stated : { ...stated, aboutLivingRelative };
}
