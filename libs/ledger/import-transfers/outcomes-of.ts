import { Refusal } from '#platform';
import { fallenWith, type Gathered, type Reason } from './gather-transfers.js';
import type { ImportProgress } from './import-job.js';
import type { LineOutcome } from './line-outcome.js';
import type { RecordedGathering } from './record-gathered.js';

/** Outcomes of gathered lines, in the order of the file. `recorded` is null where there was nothing to record. */
export function outcomesOf(gathered: Gathered, recorded: RecordedGathering | null): LineOutcome[] {
  if (!recorded) return rejectedAll(gathered, gathered.fault, null, new Map());
  const { result, leftOut, memberLines } = recorded;
  if (result instanceof Refusal) {
    const { transfer } = result.facts as { transfer?: string };
    return rejectedAll(gathered, faultOf(result), transfer ?? null, leftOut);
  }
  const { answer } = result;
  const dropped = new Map<number, Reason>();
  for (const { lines, findings } of answer.dropped) {
    const reason = { code: 'line-blocked', pointer: '', detail: findings.join(', ') };
    for (const line of lines) dropped.set(memberLines[line - 1]!, reason);
  }
  return gathered.lines.map(({ span, reason }, index) => {
    const own = reason ?? leftOut.get(index) ?? dropped.get(index);
    if (own) return rejected(span.line, own, null);
    const { status, id: transfer, position } = answer;
    return { line: span.line, status, transfer, position, code: null, pointer: null, detail: null };
  });
}

/** How many lines came to what. */
export function progressOf(outcomes: readonly LineOutcome[]): ImportProgress {
  const count = (...statuses: readonly LineOutcome['status'][]) =>
    outcomes.filter(({ status }) => statuses.includes(status)).length;
  return {
    read: outcomes.length,
    recorded: count('recorded', 'recorded-masked'),
    masked: count('recorded-masked'),
    rejected: count('rejected'),
  };
}

/** Each line says its own fault; of those without one, the nearest to the fault of the whole tells that. */
function rejectedAll(
  { lines }: Gathered,
  fault: Gathered['fault'],
  transfer: string | null,
  leftOut: ReadonlyMap<number, Reason>,
): LineOutcome[] {
  const own = lines.map(({ reason }, index) => reason ?? leftOut.get(index) ?? null);
  const after = own.findIndex((reason, index) => !reason && index >= (fault?.at ?? 0));
  const teller = after >= 0 ? after : own.lastIndexOf(null);
  return lines.map(({ span }, index) => {
    const reason = own[index] ?? (index === teller ? fault! : fallenWith(fault!.code, lines[teller]!.span.line));
    return rejected(span.line, reason, transfer);
  });
}

function rejected(line: number, { code, pointer, detail }: Reason, transfer: string | null): LineOutcome {
  return { line, status: 'rejected', transfer, position: null, code, pointer, detail };
}

// What was refused of the transfer as a whole is said at its first line.
function faultOf({ code, facts }: Refusal): Reason & { at: number } {
  const [error] = facts.errors ?? [];
  if (error?.pointer.startsWith('/members/')) {
    return { code: 'transfer-empty', pointer: '', detail: 'no line of a member is left of it', at: 0 };
  }
  const detail = code === 'transfer-differs' ? 'other content is on record under this name' : null;
  return { code, pointer: error?.pointer ?? '', detail: error?.detail ?? facts.detail ?? detail, at: 0 };
}
