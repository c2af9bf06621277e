import type { MemberEvent } from '#access';
import type { ProjectionTarget, StoredEvent } from '#event-store';
import { transferChange } from '../reading/transfer-changes.js';
import { inTarget, SQL } from './late-knowledge.statements.js';

const MOVES: readonly string[] = ['LineMovedAway', 'LineMovedHere'];

type Merged = Extract<MemberEvent, { type: 'MemberMerged' }>;

/** Lines that turned out to be about somebody else, judged for that one; the members of both sides. */
export async function takeMovedLines(
  association: string,
  events: readonly StoredEvent[],
  target: ProjectionTarget,
): Promise<string[]> {
  const touched: string[] = [];
  for (const event of events.filter(({ envelope }) => MOVES.includes(envelope.type))) {
    const change = transferChange(event)!;
    if (change.kind === 'taken') touched.push(change.ref);
    if (change.kind !== 'given') continue;
    touched.push(change.line.ref);
    // One after the other: a line may move twice.
    await target.client.query(inTarget(SQL.moveLines, target), [
      association,
      [change.transferId],
      [change.line.line],
      [change.line.ref],
      [change.knowledgeAt ?? '0'],
      [change.position],
    ]);
  }
  return touched;
}

/** Puts lines and declarations of references that went into another one under that one; the members that got any. */
export async function takeMergers(
  association: string,
  events: readonly StoredEvent[],
  touched: ReadonlySet<string>,
  target: ProjectionTarget,
): Promise<string[]> {
  const merged = events.filter(({ envelope }) => envelope.type === 'MemberMerged');
  const ask = (sql: string, values: readonly unknown[]) =>
    target.client.query<{ member_ref: string }>(inTarget(sql, target), [association, ...values]);
  for (const { position, envelope } of merged) {
    const { into } = envelope.data as Merged['data'];
    await ask(SQL.mergeMembers, [[envelope.subject], [into], [position]]);
    await ask(SQL.followMergers, []);
  }
  const refs = [...touched, ...merged.map(({ envelope }) => envelope.subject!)];
  if (refs.length === 0) return [];
  // Whoever went into a reference before that went into another now is found by where it is now.
  const { rows: all } = merged.length === 0 ? { rows: [] } : await ask(SQL.mergedRefs, []);
  const wanted = [[...refs, ...all.map((row) => row.member_ref)]];
  const lines = await ask(SQL.mergeLines, wanted);
  const marks = await ask(SQL.mergeMarks, wanted);
  return [...new Set([...lines.rows, ...marks.rows].map((row) => row.member_ref))];
}
