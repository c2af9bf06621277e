import { v5 } from 'uuid';
import type { StandingFacts } from '#statute';
import type { FindingOpened } from '../domain/finding-events.js';
import { recordReference } from '../domain/record-reference.js';
import { statementOf, type TransferVersion } from '../domain/transfer.js';
import type { Statement } from '../domain/statement.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { assessStatement } from '../record-transfer/assess-statement.js';
import { recordsNamedBy, type NamedRecords } from '../record-transfer/rest-on-records.js';

/** Namespace of ids of findings; any fixed UUID, never to be changed. */
const FINDING_NAMESPACE = '2f1f7c0e-5b0a-4c5c-8d27-9f0f3f6e1a90';

/** A line, and what it had been judged without. */
export interface LateLine {
  readonly transfer: string;
  readonly line: number;
  /** First day on which any of it counts. */
  readonly since: string;
  /** Positions of the declarations and withdrawals that came late. */
  readonly because: readonly string[];
}

export interface Reexamination {
  readonly version: TransferVersion;
  readonly recordedAt: string;
  readonly knowledge: Knowledge;
  readonly now: Date;
}

/** A line judged anew by what is known now. */
export interface Reexamined {
  readonly ruleset: string;
  readonly findings: readonly FindingOpened['data'][];
}

/**
 * What a line is found to lack, knowing what came late, that was not found when it was recorded. Null where the keys
 * that it needs were destroyed: nothing more can be said of it.
 */
export function reexamineLine(
  late: LateLine,
  { version, recordedAt, knowledge, now }: Reexamination,
): Reexamined | null {
  const { header } = version;
  // What a register of before says was never judged here, so nothing that became known late speaks against it.
  if (header.earlier) return null;
  const index = version.lines.findIndex(({ line }) => line === late.line);
  const statement = statementOf(version);
  if (!statement || !version.lines[index]?.sealed) return null;
  const member = statement.members[index]!;
  const { isMoved } = version.lines[index];
  const standing = new Map([[member.ref, standingAt(knowledge.standing.get(member.ref) ?? [], recordedAt)]]);
  const record = { ...statement.details.record, madeOn: header.madeOn };
  const alone = { ...statement, members: [member], details: { ...statement.details, record } };
  const records = recordsAsKnown(alone);
  const judgement = assessStatement(alone, { ...knowledge, standing }, { now, records, lineCount: header.count });
  const group = version.groups.find(({ lines }) => lines.includes(late.line))!;
  const known = new Set(group.findings.map(({ code }) => code));
  const findings = judgement.groups[0]!.findings.filter(({ code }) => !known.has(code)).map(
    ({ code, severity, pointer }) => ({
      findingId: findingIdOf(late, header.version, code, isMoved ? member.ref : null),
      ...late,
      version: header.version,
      code,
      severity,
      pointer,
      occurredOn: header.occurredOn,
      chain: group.chain,
    }),
  );
  return { ruleset: judgement.ruleset, findings };
}

/** Records that it pointed at were looked up when it was recorded; what became of them since says nothing of the line. */
function recordsAsKnown(statement: Statement): NamedRecords {
  const register = statement.direction === 'OUT' ? 'provision' : 'receipt';
  const known = { register, party: statement.party, gone: null, holdsAcquisition: true } as const;
  return new Map(
    recordsNamedBy(statement).map((text) => {
      const named = recordReference(text) ?? { transfer: text, line: null };
      return [text, { ...named, ...known }];
    }),
  );
}

/** One id for what is wrong with a line: however often it is examined, it is found once; of a line that moved, for each. */
function findingIdOf({ transfer, line }: LateLine, version: number, code: string, mover: string | null): string {
  return v5(JSON.stringify([transfer, version, line, code, ...(mover === null ? [] : [mover])]), FINDING_NAMESPACE);
}

/** What stood when the line was recorded. What counts only from later came after the send, which was over by then. */
function standingAt(standing: readonly StandingFacts[], recordedAt: string): StandingFacts[] {
  return standing
    .filter(({ effectiveFrom, receivedAt }) => effectiveFrom < recordedAt && receivedAt < recordedAt)
    .map((one) => (one.withdrawnAt !== null && one.withdrawnAt >= recordedAt ? { ...one, withdrawnAt: null } : one));
}
