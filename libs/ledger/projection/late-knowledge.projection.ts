import { Inject, Injectable } from '@nestjs/common';
import { tellsMoreThanLooks } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { copyRows, type Columns } from '#platform';
import { dayInJapan } from '#statute';
import type { LinesReexamined } from '../domain/finding-events.js';
import { SealedVersions } from '../reading/sealed-versions.js';
import { JudgedLines, type JudgedLine } from './judged-lines.js';
import { takeDisposedLines } from './disposed-lines.js';
import { countsFrom } from './counts-from.js';
import { inTarget, SQL } from './late-knowledge.statements.js';
import { takeMergers, takeMovedLines } from './line-owners.js';

/**
 * Folds what is needed to see late knowledge: which lines a member has and up to where each was judged knowing, what
 * the member declared since when. A declaration is open while a line that it counts for was judged without it.
 */
@Injectable()
export class LateKnowledgeProjection implements Projection {
  readonly name = LATE_KNOWLEDGE;
  readonly version = 2;
  readonly tables = ['ledger.judged_line', 'ledger.standing_mark', 'ledger.merged_member'];
  readonly concerns = tellsMoreThanLooks;

  constructor(@Inject(SealedVersions) private readonly changes: SealedVersions) {}

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    // Whose a line is changes for what comes behind a merger, and not for what came before it.
    const merger = events.findIndex(({ envelope }) => envelope.type === 'MemberMerged');
    if (merger < 0 || events.length === 1) return this.#apply(events, target);
    for (const some of [events.slice(0, merger), events.slice(merger, merger + 1)]) await this.#apply(some, target);
    await this.apply(events.slice(merger + 1), target);
  }

  async #apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    const association = events[0]?.envelope.association;
    if (association === undefined) return;
    const touched = new Set<string>();
    for (const ref of await this.#takeLines(association, events, target)) touched.add(ref);
    for (const ref of await takeMovedLines(association, events, target)) touched.add(ref);
    for (const ref of await takeDisposedLines(association, events, target)) touched.add(ref);
    for (const ref of await takeMarks(association, events, target)) touched.add(ref);
    for (const ref of await takeMergers(association, events, touched, target)) touched.add(ref);
    // After the lines: an examination speaks of lines that stand before it, and a later version is past its reach.
    for (const ref of await takeExaminations(association, events, target)) touched.add(ref);
    // From the rows alone, so that it is the same however the log was cut into batches.
    if (touched.size > 0) await target.client.query(inTarget(SQL.openMarks, target), [association, [...touched]]);
  }

  async #takeLines(
    association: string,
    events: readonly StoredEvent[],
    target: ProjectionTarget,
  ): Promise<Set<string>> {
    const lines = new JudgedLines();
    for (const change of await this.changes.of(events)) lines.take(change);
    const freed = await deleteLines(association, lines.voided(), target);
    const refs = new Set(freed);
    for await (const page of lines.pages(this.changes)) {
      await writeLines(association, page, target);
      for (const { line } of page) refs.add(line.ref);
    }
    return refs;
  }
}

async function writeLines(association: string, rows: readonly JudgedLine[], target: ProjectionTarget): Promise<void> {
  // A first version finds no line.
  const isFirst = ({ version }: JudgedLine) => version.header.version === 1;
  await copyRows(target.client, target.table('ledger.judged_line'), LINE, rows.filter(isFirst));
  await upsertLines(
    association,
    rows.filter((row) => !isFirst(row)),
    target,
  );
}

const LINE: Columns<JudgedLine> = {
  association: ['text', ({ version }) => version.association],
  transfer_id: ['uuid', ({ version }) => version.transferId],
  line: ['integer', ({ line }) => line.line],
  member_ref: ['uuid', ({ line }) => line.ref],
  occurred_on: ['date', ({ version }) => version.header.occurredOn],
  position: ['bigint', ({ version }) => version.position],
  recorded_at: ['timestamptz', ({ version }) => version.recordedAt],
  known_to: ['bigint', ({ version }) => version.knowledgeAt ?? '0'],
};

/** Deletes the lines of transfers; the members whose they were. */
async function deleteLines(
  association: string,
  transferIds: readonly string[],
  target: ProjectionTarget,
): Promise<string[]> {
  if (transferIds.length === 0) return [];
  const { rows } = await target.client.query<{ member_ref: string }>(inTarget(SQL.deleteLines, target), [
    association,
    transferIds,
  ]);
  return rows.map((row) => row.member_ref);
}

async function upsertLines(association: string, rows: readonly JudgedLine[], target: ProjectionTarget): Promise<void> {
  if (rows.length === 0) return;
  await target.client.query(inTarget(SQL.upsertLines, target), [
    association,
    rows.map(({ version }) => version.transferId),
    rows.map(({ line }) => line.line),
    rows.map(({ line }) => line.ref),
    rows.map(({ version }) => version.header.occurredOn),
    rows.map(({ version }) => version.position),
    rows.map(({ version }) => version.recordedAt),
    rows.map(({ version }) => version.knowledgeAt ?? '0'),
  ]);
}

export const LATE_KNOWLEDGE = 'late-knowledge';

async function takeMarks(
  association: string,
  events: readonly StoredEvent[],
  target: ProjectionTarget,
): Promise<string[]> {
  const marks = events.flatMap((event) => {
    const from = countsFrom(event.envelope);
    return from === null ? [] : [{ position: event.position, ref: event.envelope.subject!, from }];
  });
  if (marks.length === 0) return [];
  const refs = marks.map(({ ref }) => ref);
  const positions = marks.map(({ position }) => position);
  const instants = marks.map(({ from }) => from);
  await target.client.query(inTarget(SQL.insertMarks, target), [
    association,
    positions,
    refs,
    instants,
    instants.map(dayInJapan),
  ]);
  return refs;
}

async function takeExaminations(
  association: string,
  events: readonly StoredEvent[],
  target: ProjectionTarget,
): Promise<string[]> {
  const throughByMember = new Map<string, string>();
  for (const { envelope } of events) {
    if (envelope.type !== 'LinesReexamined') continue;
    const { through } = envelope.data as LinesReexamined['data'];
    const known = throughByMember.get(envelope.subject!) ?? '';
    throughByMember.set(envelope.subject!, known > through ? known : through);
  }
  const refs = [...throughByMember.keys()];
  if (refs.length > 0)
    await target.client.query(inTarget(SQL.moveKnown, target), [association, refs, [...throughByMember.values()]]);
  return refs;
}
