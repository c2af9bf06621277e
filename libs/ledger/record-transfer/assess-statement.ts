import { isFlaggedOn } from '#access';
import type { Position } from '#event-store';
import { Refusal } from '#platform';
import {
  chainOf,
  currentRuleset,
  dayInJapan,
  itemOf,
  memberViewDefault,
  prepare,
  quarantineOf,
  traceOf,
  type Assessment,
  type LineFacts,
  type PartyFacts,
  type Ruleset,
  type TransferFacts,
} from '#statute';
import { associationFacts, associationOn } from '../domain/association.js';
import { arrangementFacts, seriesPeriodOf, versionFor } from '../domain/arrangement-version.js';
import { asItWasShown, droppedLines, LineGroups, type Appearance } from '../domain/decide-transfer.js';
import { partyOn } from '../domain/party.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import type { DroppedLines, Group, RecordLinks } from '../domain/transfer-events.js';
import type { StatedMember, Statement } from '../domain/statement.js';
import type { Knowledge, KnowledgeSlice } from '../knowledge/knowledge.js';
import { restsOn, type NamedRecords, type Rests } from './rest-on-records.js';
import { refuseImpossibleDays, refuseUnknownCodes, refuseUnknownMembers } from './refuse-statement.js';

/** A statement judged, line by line, under the ruleset that is in force. */
export interface Judgement {
  readonly ruleset: string;
  /** Everything acknowledged up to here was seen. */
  readonly knowledgeAt: Position | null;
  readonly arrangement: ArrangementVersionAnnounced | null;
  readonly groups: readonly Group[];
  /** The consent that carried each line, in their order. */
  readonly consentIds: readonly (string | null)[];
  readonly blockedLines: ReadonlySet<number>;
  readonly madeOn: string;
  /** What a record made in series covers: as stated, or as the arrangement has it. */
  readonly period: Statement['period'];
  /** How its records hang together with others. */
  readonly links?: RecordLinks;
  readonly dropped?: readonly DroppedLines[] | null;
}

export interface Moment {
  readonly now: Date;
  /** Another law than the one in force, for a dry run. */
  readonly ruleset?: Ruleset | null;
  /** How the lines appeared in the version before, in their order, where they were shown already. */
  readonly shownBefore?: readonly Appearance[];
  /** The records that the statement points at, as far as there are such. */
  readonly records?: NamedRecords;
  /** A text of the statement looked as if it held an individual number, which was masked. */
  readonly numberSuspected?: boolean;
  /** How many lines the transfer has, where the statement is of some of them. */
  readonly lineCount?: number;
  /** It was written in a register of before: which record it is, is said, and nothing of it is judged anew. */
  readonly isEarlier?: boolean;
}

const NO_RECORDS: NamedRecords = new Map();

/** Judges a statement by what is known. Refuses only what cannot be understood. */
export function assessStatement(statement: Statement, knowledge: Knowledge, moment: Moment): Judgement {
  const assessing = new StatementAssessment(statement, moment);
  assessing.take({ members: statement.members.length, knowledge });
  return assessing.judgement;
}

/** The same, by what is known of some members after the others. Of a slice that was judged nothing is kept. */
export async function assessInSlices(
  statement: Statement,
  slices: AsyncIterable<KnowledgeSlice>,
  moment: Moment,
): Promise<Judgement> {
  const assessing = new StatementAssessment(statement, moment);
  for await (const slice of slices) assessing.take(slice);
  return assessing.judgement;
}

/** The law in force when it was made; of what is planned, when it is to be made, or today where that has passed. */
export function lawFor({ phase, occurredOn }: Statement, now: Date): Ruleset {
  const today = dayInJapan(now.toISOString());
  return currentRuleset(phase === 'planned' && occurredOn < today ? today : occurredOn);
}

/** A judged plan without its blocked lines. Those that are left are counted anew; nothing else of them changes. */
export function withoutBlocked(judgement: Judgement): Judgement {
  const { groups, consentIds, blockedLines } = judgement;
  let left = 0;
  const counted = consentIds.map((_, index) => (blockedLines.has(index + 1) ? 0 : (left += 1)));
  return {
    ...judgement,
    groups: groups
      .filter(({ allowed }) => allowed)
      .map((group) => ({ ...group, lines: group.lines.map((line) => counted[line - 1]!) })),
    consentIds: consentIds.filter((_, index) => !blockedLines.has(index + 1)),
    blockedLines: new Set(),
    dropped: droppedLines(groups),
  };
}

/** A statement on its way to its judgement, slice by slice in the order of its lines. */
class StatementAssessment {
  readonly #today: string;
  readonly #ruleset: Ruleset;
  readonly #groups: LineGroups;
  readonly #consentIds: (string | null)[] = [];
  readonly #unknown: number[] = [];
  /** From the first slice; or why there is none, which is told after members whom nobody knows. */
  #basis: Basis | Refusal | null = null;
  #taken = 0;

  constructor(
    private readonly statement: Statement,
    private readonly moment: Moment,
  ) {
    const { direction } = statement;
    const today = dayInJapan(moment.now.toISOString());
    const ruleset = moment.ruleset ?? lawFor(statement, moment.now);
    refuseImpossibleDays(statement, today);
    refuseUnknownCodes(statement, ruleset);
    this.#today = today;
    this.#ruleset = ruleset;
    this.#groups = new LineGroups((tried) => traceOf(ruleset, direction, tried));
  }

  take({ members: count, knowledge }: KnowledgeSlice): void {
    const { statement } = this;
    const basis = (this.#basis ??= this.#basisOf(knowledge));
    for (const last = this.#taken + count; this.#taken < last; this.#taken += 1) {
      const member = statement.members[this.#taken]!;
      if (!knowledge.registered.has(member.ref)) this.#unknown.push(this.#taken);
      if (this.#unknown.length > 0 || basis instanceof Refusal) continue;
      const judged = basis.judge(lineFacts(statement, member, knowledge, this.#ruleset));
      const assessment = this.moment.isEarlier === true ? unjudged(judged) : judged;
      const quarantine = quarantineOf(this.#ruleset, statement.direction, assessment);
      const appears = {
        ...appearance(this.#ruleset, assessment, statement, basis),
        ...(quarantine !== null && { quarantine }),
      };
      this.#groups.add(assessment, asItWasShown(appears, this.moment.shownBefore?.[this.#taken]));
      this.#consentIds.push(assessment.consentId);
    }
  }

  get judgement(): Judgement {
    refuseUnknownMembers(this.#unknown);
    const basis = this.#basis!;
    if (basis instanceof Refusal) throw basis;
    const { groups } = this.#groups;
    const { knowledgeAt, arrangement, madeOn, period, links } = basis;
    const blockedLines = new Set(groups.filter((group) => !group.allowed).flatMap((group) => group.lines));
    const consentIds = this.#consentIds;
    const judged = { groups, consentIds, blockedLines, links };
    return { ruleset: this.#ruleset.id, knowledgeAt, arrangement, madeOn, period, ...judged };
  }

  #basisOf(knowledge: Knowledge): Basis | Refusal {
    const { statement } = this;
    try {
      const arrangement = arrangementOf(statement, knowledge);
      const madeOn = statement.details.record.madeOn ?? this.#today;
      const period = statement.period ?? seriesPeriodOf(arrangement, statement.occurredOn);
      const rests = restsOn(statement, this.moment.records ?? NO_RECORDS);
      const standpoint = { ...this.moment, arrangement, period, madeOn, today: this.#today, rests };
      const facts = transferFacts(statement, knowledge, standpoint);
      const judge = prepare(this.#ruleset, facts);
      const { links } = rests;
      return { knowledgeAt: knowledge.at, arrangement, madeOn, period, links, party: facts.party, judge };
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }
}

/** Which record it is, and how long it is kept; without what the ledger knows nothing of. */
function unjudged(assessment: Assessment): Assessment {
  return { ...assessment, allowed: true, missing: [], findings: [] };
}

interface Standpoint extends Pick<Moment, 'numberSuspected' | 'lineCount'> {
  readonly period: Statement['period'];
  readonly arrangement: ArrangementVersionAnnounced | null;
  readonly madeOn: string;
  readonly today: string;
  readonly rests: Rests;
}

/** What is common to all lines of a statement. */
interface Basis extends Pick<Standpoint, 'period' | 'arrangement' | 'madeOn'> {
  readonly links: RecordLinks;
  readonly knowledgeAt: Position | null;
  readonly party: PartyFacts;
  readonly judge: (line: LineFacts) => Assessment;
}

function transferFacts(
  statement: Statement,
  knowledge: Knowledge,
  { arrangement, period, madeOn, today, rests, lineCount, numberSuspected = false }: Standpoint,
): TransferFacts {
  const { phase, direction, occurredAt, occurredOn, dataKind, purpose, means, details } = statement;
  const association = associationOn(knowledge.association ?? [], occurredOn);
  if (!association) throw new Refusal('association-unknown');
  return {
    phase,
    direction,
    occurredAt,
    occurredOn,
    dataKind,
    purpose,
    means,
    association: associationFacts(association, occurredOn),
    party: partyFacts(statement, knowledge),
    arrangement: arrangement ? arrangementFacts(arrangement, statement.party) : null,
    ground: details.ground,
    confirmation: details.confirmation && { ...details.confirmation, ...(rests.sameAs && { sameAs: rests.sameAs }) },
    record: {
      method: details.record.method,
      madeOn,
      seriesDeclared: period !== null,
      ...(details.record.servesPerson !== undefined && { servesPerson: details.record.servesPerson }),
      seriesClosed: isSeriesOver(period, arrangement, today),
      lastOn: occurredOn,
      ...(details.record.proxyMethod && { proxyMethod: details.record.proxyMethod }),
      ...(rests.base && { base: rests.base }),
    },
    groupSize: details.groupSize,
    lineCount: lineCount ?? statement.members.length,
    numberSuspected,
  };
}

// A record in series stays open until its period or its arrangement is over; what was sent since is another record.
function isSeriesOver(period: Standpoint['period'], arrangement: Standpoint['arrangement'], today: string): boolean {
  const endsOn = arrangement?.data.endsOn ?? null;
  return (period !== null && period.to < today) || (endsOn !== null && endsOn < today);
}

function partyFacts({ party, occurredOn }: Statement, knowledge: Knowledge): PartyFacts {
  if (!('id' in party)) return { class: party.class, location: party.location, country: party.country ?? null };
  const known = partyOn(knowledge.party ?? [], occurredOn);
  if (!known)
    throw new Refusal('party-unknown', {
      errors: [{ pointer: '/party/id', detail: 'is no party of this association' }],
    });
  const { partyId: id, class: kind, location, country } = known.data;
  return { id, class: kind, location, country };
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
    ...deathFacts(member, knowledge),
    ...(isUndisclosed(statement, member, knowledge) && { undisclosed: true }),
  };
}

// Nobody says of most members that they died: then nothing is stated.
function deathFacts({ ref, aboutLivingRelative }: StatedMember, { deaths }: Knowledge): Partial<LineFacts> {
  const deceasedOn = deaths.get(ref);
  return { ...(deceasedOn && { deceasedOn }), ...(aboutLivingRelative && { aboutLivingRelative }) };
}

// Of whom nobody else of the household may learn: 不開示.
function isUndisclosed({ occurredOn }: Statement, { ref }: StatedMember, { flags }: Knowledge): boolean {
  return isFlaggedOn(flags.get(ref) ?? [], 'NON_DISCLOSURE', occurredOn);
}

// The arrangement says how its lines show; without one the ruleset's default does.
function appearance(
  ruleset: Ruleset,
  assessment: Assessment,
  { details }: Statement,
  { party, arrangement }: Basis,
): Appearance {
  const line = {
    route: assessment.route,
    basis: assessment.basis,
    exception: assessment.exception,
    partyClass: party.class,
    arrangementKind: arrangement?.data.kind ?? null,
    investigation: details.ground.investigation === true,
  };
  const view = arrangement?.data.memberView ?? memberViewDefault(ruleset, line);
  // Members are handed proofs of all that the open chain holds of them: nothing hidden may stand in it.
  const isApart = arrangement?.data.restricted === true || view === 'hidden';
  const chain = isApart ? 'restricted' : chainOf(ruleset, line, view);
  return { view: chain === 'restricted' ? 'hidden' : view, chain };
}
