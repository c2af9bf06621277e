import { Refusal, type FieldError } from '#platform';
import {
  chainOf,
  currentRuleset,
  dayInJapan,
  endOfYears,
  itemOf,
  memberViewDefault,
  prepare,
  purposeOf,
  traceOf,
  type Assessment,
  type LineFacts,
  type PartyFacts,
  type Ruleset,
  type TransferFacts,
} from '#statute';
import { arrangementFacts, seriesPeriodOf, versionFor } from '../domain/arrangement-version.js';
import { atLeastAsOpen, groupLines, type Appearance } from '../domain/decide-transfer.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type { DroppedLines, Group } from '../domain/transfer-events.js';
import type { StatedMember, Statement } from '../domain/statement.js';
import type { Knowledge } from '../knowledge/knowledge.js';

/** A statement judged, line by line, under the ruleset that is in force. */
export interface Judgement {
  readonly ruleset: string;
  readonly arrangement: ArrangementVersionAnnounced | null;
  readonly groups: readonly Group[];
  /** The consent that carried each line, in their order. */
  readonly consentIds: readonly (string | null)[];
  readonly blockedLines: ReadonlySet<number>;
  readonly madeOn: string;
  /** What a record made in series covers: as stated, or as the arrangement has it. */
  readonly period: Statement['period'];
  readonly dropped?: readonly DroppedLines[] | null;
}

export interface Moment {
  readonly now: Date;
  /** How the lines appeared in the version before, in their order, where they were shown already. */
  readonly shownBefore?: readonly Appearance[];
}

/** Judges a statement by what is known. Refuses only what cannot be understood. */
export function assessStatement(
  statement: Statement,
  knowledge: Knowledge,
  { now, shownBefore = [] }: Moment,
): Judgement {
  const today = dayInJapan(now.toISOString());
  const ruleset = currentRuleset(statement.phase === 'planned' ? today : statement.occurredOn);
  refuseImpossibleDays(statement, today);
  refuseUnknownCodes(statement, ruleset);
  refuseUnknownMembers(statement, knowledge);
  const arrangement = arrangementOf(statement, knowledge);
  const madeOn = statement.details.record.madeOn ?? today;
  const period = statement.period ?? seriesPeriodOf(arrangement, statement.occurredOn);
  const facts = transferFacts(statement, knowledge, { arrangement, period, madeOn, today });
  const judge = prepare(ruleset, facts);
  const assessments = statement.members.map((member) => judge(lineFacts(statement, member, knowledge, ruleset)));
  const groups = groupLines(
    assessments,
    (assessment, index) => atLeastAsOpen(appearance(ruleset, assessment, facts.party, arrangement), shownBefore[index]),
    (tried) => traceOf(ruleset, facts.direction, tried),
  );
  const blockedLines = new Set(groups.filter((group) => !group.allowed).flatMap((group) => group.lines));
  const consentIds = assessments.map((assessment) => assessment.consentId);
  return { ruleset: ruleset.id, arrangement, groups, consentIds, blockedLines, madeOn, period };
}

interface Standpoint {
  readonly period: Statement['period'];
  readonly arrangement: ArrangementVersionAnnounced | null;
  readonly madeOn: string;
  readonly today: string;
}

function transferFacts(
  statement: Statement,
  knowledge: Knowledge,
  { arrangement, period, madeOn, today }: Standpoint,
): TransferFacts {
  const { phase, direction, occurredAt, occurredOn, dataKind, purpose, means, details } = statement;
  if (!knowledge.association) throw new Refusal('association-unknown');
  return {
    phase,
    direction,
    occurredAt,
    occurredOn,
    dataKind,
    purpose,
    means,
    association: { class: knowledge.association.data.class, purposes: knowledge.association.data.purposes },
    party: partyFacts(statement, knowledge),
    arrangement: arrangement ? arrangementFacts(arrangement, statement.party) : null,
    ground: details.ground,
    confirmation: details.confirmation,
    record: {
      method: details.record.method,
      madeOn,
      // A batch record stays open until the period that it was declared for is over.
      seriesClosed: period !== null && period.to < today,
      lastOn: occurredOn,
    },
  };
}

function partyFacts({ party }: Statement, knowledge: Knowledge): PartyFacts {
  if (!('id' in party)) return { class: party.class, location: party.location };
  if (!knowledge.party)
    throw new Refusal('party-unknown', {
      errors: [{ pointer: '/party/id', detail: 'is no party of this association' }],
    });
  return { class: knowledge.party.data.class, location: knowledge.party.data.location };
}

function arrangementOf(
  { arrangement, occurredOn }: Statement,
  knowledge: Knowledge,
): ArrangementVersionAnnounced | null {
  if (!arrangement) return null;
  const version = versionFor(knowledge.arrangement, arrangement.version, occurredOn);
  if (version) return version;
  const pointer = knowledge.arrangement.length === 0 ? '/arrangement/id' : '/arrangement/version';
  throw new Refusal('arrangement-unknown', {
    errors: [{ pointer, detail: 'is not registered with this association' }],
  });
}

function lineFacts(statement: Statement, member: StatedMember, knowledge: Knowledge, ruleset: Ruleset): LineFacts {
  const items = member.items ?? statement.items;
  const masked = statement.details.ground.masking ?? [];
  return {
    items,
    hasMyNumber: items.some((code) => itemOf(ruleset, code)?.myNumber === true && !masked.includes(code)),
    standing: knowledge.standing.get(member.ref) ?? [],
    consentId: member.consentId,
    arrangementId: statement.arrangement?.id ?? null,
    partyId: 'id' in statement.party ? statement.party.id : null,
  };
}

// The arrangement says how its lines show; without one the ruleset's default does.
function appearance(
  ruleset: Ruleset,
  assessment: Assessment,
  party: PartyFacts,
  arrangement: ArrangementVersionAnnounced | null,
): Appearance {
  const line = {
    route: assessment.route,
    basis: assessment.basis,
    exception: assessment.exception,
    partyClass: party.class,
    arrangementKind: arrangement?.data.kind ?? null,
  };
  const view = arrangement?.data.memberView ?? memberViewDefault(ruleset, line);
  const chain = arrangement?.data.restricted ? 'restricted' : chainOf(ruleset, line, view);
  return { view: chain === 'restricted' ? 'hidden' : view, chain };
}

/** What is done lies behind us; what is planned, and what a period covers, within a foreseeable time. */
const FORESEEABLE_YEARS = 10;

function refuseImpossibleDays({ phase, occurredOn, period, details }: Statement, today: string): void {
  const foreseeable = endOfYears(today, FORESEEABLE_YEARS);
  const errors: FieldError[] = [];
  const refuseAfter = (day: string | null | undefined, last: string, pointer: string) => {
    if (day && day > last) errors.push({ pointer, detail: `is after ${last}` });
  };
  refuseAfter(occurredOn, phase === 'done' ? today : foreseeable, '/occurredOn');
  refuseAfter(period?.to, foreseeable, '/period/to');
  refuseAfter(details.record.madeOn, today, '/record/madeOn');
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}

function refuseUnknownCodes(statement: Statement, ruleset: Ruleset): void {
  const errors: FieldError[] = [];
  const look = (codes: readonly string[] | null, pointer: string) =>
    codes?.forEach((code, index) => {
      if (!itemOf(ruleset, code))
        errors.push({ pointer: `${pointer}/items/${index}/code`, detail: 'is not an item of the catalogue' });
    });
  look(statement.items, '');
  statement.members.forEach((member, index) => look(member.items, `/members/${index}`));
  if (!purposeOf(ruleset, statement.purpose))
    errors.push({ pointer: '/purpose', detail: 'is not a purpose of the catalogue' });
  if (errors.length > 0) throw new Refusal('invalid-request', { errors: errors.slice(0, ERRORS_MAX) });
}

function refuseUnknownMembers(statement: Statement, knowledge: Knowledge): void {
  const errors = statement.members.flatMap(({ ref }, index) =>
    knowledge.registered.has(ref) ? [] : [{ pointer: `/members/${index}`, detail: 'is no member of this association' }],
  );
  if (errors.length > 0) throw new Refusal('member-unknown', { errors: errors.slice(0, ERRORS_MAX) });
}

const ERRORS_MAX = 50;
