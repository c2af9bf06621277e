import { Inject, Injectable } from '@nestjs/common';
import { tellsMoreThanLooks } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { rulesetById } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import { WATCH_FINDINGS } from '../domain/finding-codes.js';
import type { FindingEvent } from '../domain/finding-events.js';
import { judgedFindings } from '../domain/finding-kind.js';
import type { LineMovedAway, LineMovedHere, TransferHeader } from '../domain/transfer-events.js';
import { SealedVersions } from '../reading/sealed-versions.js';
import { transferChange } from '../reading/transfer-changes.js';
import { VersionReader } from '../reading/version-reader.js';
import { FindingStatements, FINDINGS_TABLE, rowsOf, WATCHED_TABLE } from './finding-statements.js';
import { foundVersion, type FoundVersion } from './finding-versions.js';

export const FINDINGS = 'findings';

const ENDINGS = {
  TransferVoided: { status: 'voided', code: 'VOIDED' },
  TransferNotSent: { status: 'not-sent', code: 'NOT_SENT' },
  ReceiptRejected: { status: 'rejected', code: 'REJECTED' },
} as const;

/**
 * Folds every finding with its life. What a judgement found is a finding of what was recorded, and is closed by what
 * was recorded later: nobody has to write it down a second time. What an officer does to a finding, and what the
 * clocked run finds, are events of their own.
 */
@Injectable()
export class FindingsProjection implements Projection {
  readonly name = FINDINGS;
  readonly version = 3;
  readonly tables = [FINDINGS_TABLE, WATCHED_TABLE];
  readonly concerns = tellsMoreThanLooks;

  constructor(
    @Inject(SealedVersions) private readonly changes: SealedVersions,
    @Inject(VersionReader) private readonly versions: VersionReader,
  ) {}

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    const association = events[0]?.envelope.association;
    if (association === undefined) return;
    const rows = new FindingStatements(association, target);
    // First versions are many and depend on nothing before them: they are written together.
    let firsts: FoundVersion[] = [];
    const writeFirsts = async () => {
      await rows.watch(firsts.filter(isWatched));
      await rows.open(firsts.flatMap((version) => rowsOf(version, version.findings)));
      firsts = [];
    };
    for (const event of events) {
      const version = await foundVersion(event, this.changes);
      if (version?.header.version === 1) firsts.push(version);
      else if (version ?? isOfInterest(event)) {
        await writeFirsts();
        await (version ? this.#amend(rows, version, association) : this.#take(rows, event));
      }
    }
    await writeFirsts();
  }

  async #take(rows: FindingStatements, event: StoredEvent): Promise<void> {
    const { type, data, recordedAt, stream } = event.envelope;
    const moment = { at: recordedAt, position: event.position };
    if (type in ENDINGS) {
      const { status, code } = ENDINGS[type as keyof typeof ENDINGS];
      const transferId = stream.slice('transfer-'.length);
      await rows.endWatched(transferId, status);
      await rows.closeOf(transferId, code, moment);
    } else if (type === 'LineMovedAway') {
      const { line } = data as LineMovedAway['data'];
      await rows.takeLine(stream.slice('transfer-'.length), line, moment);
    } else if (type === 'LineMovedHere') await this.#give(rows, event);
    else await takeFinding(rows, event);
  }

  async #amend(rows: FindingStatements, version: FoundVersion, association: string): Promise<void> {
    const { header, transferId } = version;
    if (isWatched(version) || header.change === 'completion') await rows.watch([version]);
    await rows.closeOutdated(version);
    const isAccepted = version.findings.length > 0 && (await rows.hasAccepted(transferId));
    const before = isAccepted ? await this.versions.read(association, transferId, header.version - 1) : null;
    await rows.open(rowsOf(version, version.findings), before !== null && !isSameSend(before.header, header));
  }

  /** What is wrong with a line for the member to whom it was given. */
  async #give(rows: FindingStatements, event: StoredEvent): Promise<void> {
    const { association, data, ruleset, recordedAt } = event.envelope;
    const { line, version, explanation, outcome } = data as LineMovedHere['data'];
    const change = transferChange(event)!;
    const { header, transferId } = await this.versions.read(association, change.transferId, version);
    const groups = [{ lines: [[line, line]] as const, findings: explanation.findings }];
    const findings = judgedFindings(rulesetById(ruleset!)!, header.direction, groups);
    const { position } = event;
    const found = { transferId, header, ruleset: ruleset!, recordedAt, position, chain: outcome.chain };
    await rows.giveLine(rowsOf(found, findings), line);
  }
}

const OF_INTEREST: ReadonlySet<string> = new Set([
  ...Object.keys(ENDINGS),
  'LineMovedAway',
  'LineMovedHere',
  'FindingOpened',
  'WatchFindingOpened',
  'FindingAssigned',
  'FindingClosed',
  'FindingReopened',
]);

function isOfInterest({ envelope }: StoredEvent): boolean {
  return OF_INTEREST.has(envelope.type);
}

function isWatched({ header }: FoundVersion): boolean {
  return header.arrangement !== null || header.phase === 'planned';
}

/** Whether the same went to the same for the same; what is sealed of either may have been anything. */
function isSameSend(one: TransferHeader, other: TransferHeader): boolean {
  const [before, after] = [one, other].map(({ items, party, purpose, arrangement }) =>
    canonicalText([items, party, purpose, arrangement]),
  );
  return one.items !== null && one.party !== null && before === after;
}

async function takeFinding(rows: FindingStatements, { envelope, position }: StoredEvent): Promise<void> {
  const { recordedAt, subject, ruleset, actor, id: eventId, keyId, sealed } = envelope;
  const event = envelope as unknown as Pick<FindingEvent, 'type' | 'data'> as FindingEvent;
  const opened = { opened_at: recordedAt, opened_position: position, ordinal: 0 };
  switch (event.type) {
    case 'FindingOpened': {
      const { findingId, transfer, version, line, code, severity, pointer, since, because, occurredOn, chain } =
        event.data;
      const about = { transfer_id: transfer, version, line_ranges: [[line, line]] as const, member_ref: subject };
      const found = { finding_id: findingId, kind: 'late-knowledge', code, severity, pointer, chain, ruleset };
      return rows.open([{ ...found, ...about, ...opened, occurred_on: occurredOn, since, because }]);
    }
    case 'WatchFindingOpened': {
      const { findingId, kind, arrangement, transfer, period, dueOn, expected, found, chain } = event.data;
      const { code } = WATCH_FINDINGS[kind];
      const about = { transfer_id: transfer, arrangement_id: arrangement, occurred_on: dueOn, expected, found };
      const within = { period_from: period?.from ?? null, period_to: period?.to ?? null };
      const what = {
        finding_id: findingId,
        kind,
        code,
        severity: 'warning' as const,
        pointer: '',
        chain,
        ruleset: null,
      };
      return rows.open([{ ...what, ...about, ...within, ...opened }]);
    }
    case 'FindingAssigned':
      return rows.assign(event.data.findingId, event.data.owner);
    case 'FindingClosed': {
      const part = keyId === null || sealed === null ? null : { eventId, keyId, sealed };
      const by = actor.role === 'system' ? 'ledger' : 'officer';
      return rows.close(event.data.findingId, { code: event.data.code, by, part }, { at: recordedAt, position });
    }
    case 'FindingReopened':
      return rows.reopen(event.data.findingId);
    case 'LinesReexamined':
      return;
    default:
      event satisfies never;
  }
}
