import { canonicalBytes } from '../canonical.js';
import { judgeCompleteness } from '../completeness/verify-completeness.js';
import { toBase64 } from '../bytes.js';
import type { VerifierKey } from '../note.js';
import { failed, joinReports, reportOf, type Failure, type VerificationReport } from '../report.js';
import { sha256 } from '../sha256.js';
import { hexOf } from './check-code.js';
import type { ReadDisclosed } from './issued-data.js';
import type { ReadProof } from './issued-proof.js';

type Links = ReadonlyMap<string, string>;

/** SHA-256 of a proof of completeness in its one form (RFC 8785), hexadecimal. */
export function completenessSha256(completeness: unknown): string {
  return hexOf(sha256(canonicalBytes(completeness)));
}

/** That the records of a document are lines of the log, and which lines it has beside them of the same references. */
export async function checkDisclosed(
  disclosed: ReadDisclosed | null,
  { completeness, association }: ReadProof,
  keys: readonly VerifierKey[],
): Promise<VerificationReport | null> {
  if (!disclosed) {
    // A proof about somebody, beside a document that says nothing of records, would be read as a part of it.
    return completeness === undefined
      ? null
      : failed({ what: 'document-completeness-differs', where: 'data.references' });
  }
  if (completeness === undefined) return failed({ what: 'document-completeness-missing', where: 'completeness' });
  const { report, proven } = await judgeCompleteness(completeness, keys);
  if (!proven) return { ...report, failures: report.failures.map((one) => ({ where: 'completeness', ...one })) };
  const failures: Failure[] = [];
  const differs = (where: string, told: Pick<Failure, 'expected' | 'found'> = {}) =>
    failures.push({ what: 'document-completeness-differs', where, ...told });
  if (proven.association !== association)
    differs('completeness.association', { expected: association, found: proven.association });
  if (proven.heads.some(({ chain }) => chain !== 'open')) differs('completeness.heads', { expected: 'open' });
  const expected = listed(disclosed.references);
  const found = listed(proven.heads.filter(({ chain }) => chain === 'open').map(({ reference }) => reference));
  if (expected !== found) differs('data.references', { expected, found });
  const pinned = disclosed.completenessSha256;
  const digest = completenessSha256(completeness);
  if (pinned !== undefined && pinned !== digest)
    differs('data.completenessSha256', { expected: pinned, found: digest });
  const links = new Map(
    proven.heads.flatMap(({ links: own }) => own.map(({ position, leaf }) => [position, toBase64(leaf)] as const)),
  );
  failures.push(...recordFailures(disclosed, links));
  const told = new Set(disclosed.records.map(({ position }) => position));
  const untold = [...links.keys()].filter((position) => !told.has(position)).length;
  const own = reportOf({
    checked: failures.length > 0 ? [] : [{ what: 'document-record', count: disclosed.records.length }],
    failures,
    notPromised: untold > 0 ? ['links-not-told'] : [],
    about: [
      { what: 'records-told', value: String(disclosed.records.length) },
      { what: 'links-not-told', value: String(untold) },
    ],
  });
  return joinReports([own, report]);
}

function listed(references: readonly string[]): string {
  return [...references].sort().join(' ');
}

function recordFailures({ records }: ReadDisclosed, links: Links): Failure[] {
  const seen = new Set<string>();
  return records.flatMap(({ position, leaf }, at): Failure[] => {
    const place = { where: `data.records[${at}]`, position };
    if (seen.has(position)) return [{ what: 'document-record-doubled', ...place }];
    seen.add(position);
    const link = links.get(position);
    if (link === leaf) return [];
    return [{ what: 'document-record-unproven', ...place, ...(link !== undefined && { expected: link }), found: leaf }];
  });
}
