import type { StoredEvent } from '#event-store';
import { rulesetById } from '#statute';
import { judgedFindings, type JudgedFinding } from '../domain/finding-kind.js';
import { toRanges, type LineRanges } from '../domain/line-ranges.js';
import type { Explanation, TransferHeader, TransferRecorded, TransferSealed } from '../domain/transfer-events.js';
import type { SealedVersions, SealedVersion } from '../reading/sealed-versions.js';

/** A version of a transfer with what is wrong with it. */
export interface FoundVersion {
  readonly transferId: string;
  readonly header: TransferHeader;
  readonly ruleset: string;
  readonly recordedAt: string;
  readonly position: string;
  /** Up to where it was judged knowing; null of what was never judged: a line of a register of before. */
  readonly knownTo: string | null;
  readonly chain: 'open' | 'restricted';
  /** None of a plan: nothing has moved yet. */
  readonly findings: readonly JudgedFinding[];
}

interface ExplainedGroup {
  readonly lines: LineRanges;
  readonly findings: Explanation['findings'];
  readonly chain: 'open' | 'restricted';
}

/** The version that an event makes count; null of any other event. */
export async function foundVersion(event: StoredEvent, changes: SealedVersions): Promise<FoundVersion | null> {
  const { type } = event.envelope;
  if (type !== 'TransferRecorded' && type !== 'TransferSealed') return null;
  const [version] = await changes.of([event]);
  if (version?.kind !== 'version') return null;
  const groups = await explainedGroups(event, version, changes);
  const { header, transferId, position, recordedAt, knowledgeAt } = version;
  const ruleset = event.envelope.ruleset!;
  const isRestricted = groups.some(({ chain }) => chain === 'restricted');
  const findings = header.phase === 'done' ? judgedFindings(rulesetById(ruleset)!, header.direction, groups) : [];
  const knownTo = header.earlier ? null : (knowledgeAt ?? '0');
  const chain = isRestricted ? 'restricted' : 'open';
  return { transferId, header, ruleset, recordedAt, position, knownTo, chain, findings };
}

/** The seal explains the lines that it can; the others carry their own reasons. */
async function explainedGroups(
  { envelope: { type, data } }: StoredEvent,
  version: SealedVersion,
  changes: SealedVersions,
): Promise<ExplainedGroup[]> {
  if (type === 'TransferRecorded') {
    const { group } = data as TransferRecorded['data'];
    return [{ ...group, lines: toRanges(group.lines) }];
  }
  const { groups, count } = data as TransferSealed['data'];
  const explained = groups.reduce(
    (sum, { lines }) => sum + lines.reduce((all, [from, to]) => all + to - from + 1, 0),
    0,
  );
  const found: ExplainedGroup[] = [...groups];
  if (explained === count) return found;
  for await (const page of changes.pagesOf(version)) {
    for (const { line, outcome, findings } of page)
      if (findings) found.push({ lines: [[line, line]], findings, chain: outcome.chain });
  }
  return found;
}
