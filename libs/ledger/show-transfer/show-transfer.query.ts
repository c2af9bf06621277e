import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LookLog, type Caller, type Looker, type Seen } from '#access';
import { Refusal } from '#platform';
import { rulesetById } from '#statute';
import { keptVersions } from '../domain/kept-versions.js';
import type { TransferVersion } from '../domain/transfer.js';
import { explainGroups } from '../explaining/explain-groups.js';
import { TransferReader, type TransferHistory } from '../knowledge/transfer-reader.js';
import type { OpenedFindingAnswer } from '../list-findings/answers.js';
import { FindingRows } from '../list-findings/finding-rows.js';
import { describeArticle, statedLaw } from '../show-articles/describe-article.js';
import { TransferDescriber, type DescribedLine } from '../reading/transfer-describer.js';
import { MEMBERS_PER_CALL_MAX } from '../record-transfer/record-transfer.request.js';
import { isForeign } from '../writing/refuse-foreign.js';
import type { LineAnswer, ShownTransferAnswer, VersionAnswer } from './answers.js';

/** More of them are in the list of findings, page by page. */
const FINDINGS_MAX = 200;

export class ShowTransfer extends Query<ShownTransferAnswer> {
  constructor(
    readonly looker: Looker,
    readonly transferId: string,
    /** First line to list. */
    readonly linesFrom: number,
  ) {
    super();
  }
}

@QueryHandler(ShowTransfer)
export class ShowTransferHandler implements IQueryHandler<ShowTransfer, ShownTransferAnswer> {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(FindingRows) private readonly findings: FindingRows,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  /** What its judgement found stands with the judgement; here is what came afterwards. */
  async #findingsOf(association: string, transfer: string, isAuditor: boolean): Promise<OpenedFindingAnswer[]> {
    const wish = { association, isAuditor, transfer, limit: FINDINGS_MAX };
    const found = await this.findings.read({ ...wish, kind: 'late-knowledge' });
    return found.map(({ answer }) => answer);
  }

  async execute({ looker, transferId, linesFrom }: ShowTransfer): Promise<ShownTransferAnswer> {
    const { association } = looker;
    const isAuditor = looker.role === 'auditor';
    // Before anything is opened: how long that takes would tell that there is something.
    const outline = await this.transfers.outline(association, transferId, { isAuditor, id: null });
    if (!isShown(looker, outline)) throw new Refusal('transfer-unknown');
    const history = await this.transfers.read(association, transferId);
    const [first] = history.transfer.versions;
    if (!first || !isShown(looker, history)) throw new Refusal('transfer-unknown');
    // Of a record that was disposed of, no more is told than that there was one.
    const kept = keptVersions(history.transfer);
    const seen = kept.flatMap((version) => seenOf(transferId, version, linesFrom));
    const logged = this.looks.write(looker, { what: 'TRANSFER', seen });
    const described = await this.describer.describeOpened(
      kept.map(({ header, headerSealed }) => ({
        association,
        header,
        ruleset: openingOf(history, header.version).ruleset!,
        opened: { header: headerSealed, line: null },
      })),
    );
    const findings = kept.length > 0 ? await this.#findingsOf(association, transferId, isAuditor) : [];
    await logged;
    return {
      id: transferId,
      status: history.transfer.status,
      source: first.header.source,
      externalId: kept.length > 0 ? (first.headerSealed?.externalId ?? null) : null,
      versions: kept.map((version, index) => ({
        ...versionAnswer(version, history, described[index]!),
        lines: linesOf(version, linesFrom),
      })),
      findings,
      history: history.events.map(({ type, stored }) => ({
        type,
        position: stored.position,
        recordedAt: stored.envelope.recordedAt,
        role: stored.envelope.actor.role,
        leafHash: Buffer.from(stored.leafHash).toString('base64'),
      })),
    };
  }
}

/** Whether there is a transfer of which somebody may know; of the restricted chain auditors alone do. */
export function isShown(caller: Pick<Caller, 'role' | 'arrangements'>, history: TransferHistory): boolean {
  const { versions, status } = history.transfer;
  if (versions.length === 0 || status === 'unrecorded') return false;
  return (caller.role === 'auditor' || !isRestricted(history)) && !isForeign(caller, history);
}

/** Whether a transfer stands in the chain that must not be known to exist. */
export function isRestricted({ transfer }: Pick<TransferHistory, 'transfer'>): boolean {
  return transfer.versions.at(-1)!.groups.some((group) => group.chain === 'restricted');
}

function linesOf(version: TransferVersion, from: number): LineAnswer[] {
  return shownLines(version, from).map(({ line, ref, sealed }) => ({
    line,
    member: ref,
    consentId: sealed?.consentId ?? null,
  }));
}

function shownLines({ lines }: TransferVersion, from: number): TransferVersion['lines'] {
  return lines.filter(({ line }) => line >= from && line < from + MEMBERS_PER_CALL_MAX);
}

/** Whose lines are shown, each in the chain in which it stands. */
function seenOf(transferId: string, version: TransferVersion, from: number): Seen[] {
  const restricted = new Set(
    version.groups.filter(({ chain }) => chain === 'restricted').flatMap(({ lines }) => [...lines]),
  );
  return shownLines(version, from).map(({ line, ref }) => ({
    member: ref,
    record: `${transferId}:${line}`,
    chain: restricted.has(line) ? 'restricted' : 'open',
  }));
}

function versionAnswer(
  version: TransferVersion,
  history: TransferHistory,
  described: DescribedLine,
): Omit<VersionAnswer, 'lines'> {
  const { header, headerSealed, groups } = version;
  const { ruleset: rulesetId, knowledgeAt } = openingOf(history, header.version);
  const ruleset = rulesetById(rulesetId!)!;
  return {
    version: header.version,
    change: header.change,
    reason: headerSealed?.reason ?? null,
    phase: header.phase,
    direction: header.direction,
    arrangement: header.arrangement,
    party: described.party,
    occurredAt: header.occurredAt,
    occurredOn: header.occurredOn,
    purpose: described.purpose,
    means: header.means,
    items: [...described.items],
    madeOn: header.madeOn,
    details: headerSealed?.details ?? null,
    articles: statedLaw(headerSealed?.details ?? null).map((printed) =>
      describeArticle(printed, header.occurredOn, header.occurredOn),
    ),
    ruleset: ruleset.id,
    knowledgeAt,
    count: header.count,
    ...explainGroups(groups, ruleset, header.direction),
  };
}

function openingOf(history: TransferHistory, version: number): TransferHistory['events'][number]['stored']['envelope'] {
  return history.events.find(({ fact }) => openingVersion(fact) === version)!.stored.envelope;
}

function openingVersion(fact: TransferHistory['events'][number]['fact']): number | null {
  switch (fact.type) {
    case 'TransferOpened':
      return fact.data.version;
    case 'TransferRecorded':
    case 'TransferRefused':
      return fact.data.header.version;
    default:
      return null;
  }
}
