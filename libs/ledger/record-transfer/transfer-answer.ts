import type { StoredEvent } from '#event-store';
import { citation, rulesetById, type Ruleset } from '#statute';
import { fromRanges } from '../domain/line-ranges.js';
import type { Group, TransferHeader } from '../domain/transfer-events.js';

/** The seal of a version: the event whose position and leaf hash acknowledge it. */
export interface SealNote {
  readonly position: string;
  readonly leafHash: string;
  readonly recordedAt: string;
  readonly ruleset: string;
  readonly knowledgeAt: string | null;
}

export function sealNoteOf({ position, leafHash, envelope }: StoredEvent): SealNote {
  return {
    position,
    leafHash: Buffer.from(leafHash).toString('base64'),
    recordedAt: envelope.recordedAt,
    ruleset: envelope.ruleset!,
    knowledgeAt: envelope.knowledgeAt,
  };
}

/** What of a header is in the answer. */
export type AnsweredHeader = Pick<TransferHeader, 'version' | 'phase' | 'masked' | 'dropped'>;

/** What a poster is told: the same words now and on every repetition, for they are made from the stored event. */
export function transferAnswer(transferId: string, header: AnsweredHeader, groups: readonly Group[], seal: SealNote) {
  const ruleset = rulesetById(seal.ruleset)!;
  return {
    id: transferId,
    version: header.version,
    status: header.masked ? ('recorded-masked' as const) : ('recorded' as const),
    phase: header.phase,
    ...seal,
    groups: groups.map((group) => describeGroup(group, ruleset)),
    dropped: (header.dropped ?? []).map(({ lines, findings }) => ({ lines: fromRanges(lines), findings })),
    links: linksOf(transferId, header.version),
  };
}

/** Where a version of a transfer is shown, and proven to be in the log. */
export function linksOf(transferId: string, version: number) {
  const self = `/v1/transfers/${transferId}`;
  return { self, acknowledgement: `${self}/acknowledgement?version=${version}` };
}

/** A group with the texts of its codes, from the ruleset under which it was judged. */
export function describeGroup(group: Group, ruleset: Ruleset) {
  const { lines, allowed, route, basis, exception, exclusion, duty, decidedBy, method, retainUntil, missing } = group;
  return {
    lines,
    allowed,
    route,
    basis,
    exception,
    exclusion,
    duty,
    decidedBy,
    method,
    statutoryFields: ruleset.fields[duty],
    retainUntil,
    memberView: group.view,
    missing,
    citations: group.citations.map((ref) => citation(ruleset, ref)),
    findings: group.findings.map((finding) => describeFinding(finding, ruleset)),
  };
}

function describeFinding({ code, severity, pointer }: Group['findings'][number], ruleset: Ruleset) {
  return { code, severity, pointer, ...(ruleset.findings[code] ?? { ja: code, en: code }) };
}
