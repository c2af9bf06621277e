import { equalBytes } from '../bytes.js';
import type { VerifierKey } from '../note.js';
import { joinReports, reportOf, type Failure, type VerificationReport } from '../report.js';
import { inconsistency } from '../verify-consistency.js';
import type { ReadHead } from './completeness-document.js';
import { judgeCompleteness, type CompletenessOptions, type ProvenCompleteness } from './verify-completeness.js';

export interface ExtensionOptions extends CompletenessOptions {
  /** That the tree of the newer document begins with that of the older one; what the log answers for both sizes. */
  readonly consistency?: readonly Uint8Array[];
}

/**
 * Verifies two documents, and that the newer one goes on from the older: what was shown is still there, and what is new
 * was written afterwards. An age is asked of the newer one alone.
 */
export async function verifyExtension(
  older: unknown,
  newer: unknown,
  keys: readonly VerifierKey[],
  { age, secret, consistency }: ExtensionOptions = {},
): Promise<VerificationReport> {
  const own = secret ? { secret } : {};
  const [before, after] = [
    await judgeCompleteness(older, keys, own),
    await judgeCompleteness(newer, keys, { ...own, ...(age && { age }) }),
  ];
  const reports = [toldOf(before.report, 'older'), toldOf(after.report, 'newer')];
  if (!before.proven || !after.proven) return joinReports(reports);
  const failures = extensionFailures(before.proven, after.proven, consistency);
  const extended = failures.length > 0 ? 0 : before.proven.heads.length;
  const consistent = consistency && failures.length === 0 ? 1 : 0;
  return joinReports([
    ...reports,
    reportOf({
      checked: [
        { what: 'extension', count: extended },
        { what: 'consistency', count: consistent },
      ],
      failures,
      notPromised: [],
    }),
  ]);
}

function toldOf(report: VerificationReport, of: 'older' | 'newer'): VerificationReport {
  return report.about ? { ...report, about: report.about.map((one) => ({ ...one, of })) } : report;
}

function extensionFailures(
  before: ProvenCompleteness,
  after: ProvenCompleteness,
  consistency: readonly Uint8Array[] | undefined,
): Failure[] {
  const [old, now] = [before.commitment.checkpoint, after.commitment.checkpoint];
  if (before.association !== after.association) {
    return [{ what: 'other-log', expected: before.association, found: after.association }];
  }
  if (after.commitment.through < before.commitment.through) {
    return [{ what: 'size-went-back', expected: before.commitment.through, found: after.commitment.through }];
  }
  // Two trees of one size need no proof to be told apart.
  const forked = consistency || old.size === now.size ? inconsistency(old, now, consistency ?? []) : null;
  return [
    ...(forked ? [forked] : []),
    ...before.heads.flatMap((head) => headFailure(head, after.heads, before.commitment.through) ?? []),
  ];
}

function headFailure(old: ReadHead, heads: readonly ReadHead[], through: string): Failure | null {
  const { chain, reference } = old;
  const where = `${chain} ${reference}`;
  const now = heads.find((head) => head.chain === chain && head.reference === reference);
  if (!now) return { what: 'link-missing', where };
  // A reference has one place for ever; another one is the chain of somebody else, or of nobody.
  if (!equalBytes(now.key, old.key)) return { what: 'key-differs', where };
  for (const [at, { position, leaf }] of old.links.entries()) {
    const link = now.links[at];
    if (!link || link.position > position) return { what: 'link-missing', where, position };
    if (link.position < position) return { what: 'link-surplus', where, position: link.position };
    if (!equalBytes(link.leaf, leaf)) return { what: 'link-differs', where, position };
  }
  const hidden = now.links.slice(old.links.length).find(({ position }) => position <= through);
  // It was there already, and the older document did not have it.
  return hidden ? { what: 'link-surplus', where, position: hidden.position } : null;
}
