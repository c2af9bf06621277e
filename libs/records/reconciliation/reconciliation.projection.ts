import { Inject, Injectable } from '@nestjs/common';
import { tellsMoreThanLooks } from '#access';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { SealedVersions, type ChangedLine, type SealedVersion } from '#ledger';
import { copyRows, type Columns } from '#platform';
import { idValue } from './control-total.js';

type Status = 'recorded' | 'voided' | 'not-sent';

const TABLE = 'records.reconciliation_transfer';

/** What a step's events make of one transfer. */
interface Folded {
  /** The newest version among the events; null where they only end the transfer. */
  readonly version: SealedVersion | null;
  readonly isCorrected: boolean;
  readonly status: Status;
}

interface Counts {
  readonly lines: number;
  readonly blocked: number;
  readonly chain: 'open' | 'restricted';
}

type Changed = Folded & { readonly version: SealedVersion; readonly counts: Counts };

const UNTOUCHED: Folded = { version: null, isCorrected: false, status: 'recorded' };

/** Keeps one row for each transfer as it stands now. Refused plans are no transfers and have none. */
@Injectable()
export class ReconciliationProjection implements Projection {
  readonly name = 'reconciliation';
  readonly version = 1;
  readonly tables = [TABLE];
  readonly concerns = tellsMoreThanLooks;

  constructor(@Inject(SealedVersions) private readonly changes: SealedVersions) {}

  async apply(events: readonly StoredEvent[], target: ProjectionTarget): Promise<void> {
    const [association] = events.map(({ envelope }) => envelope.association);
    if (association === undefined) return;
    const folded = [...(await this.#fold(events))];
    const changed: Changed[] = [];
    for (const [, one] of folded) {
      if (one.version) changed.push({ ...one, version: one.version, counts: await this.#count(one.version) });
    }
    // A first version finds no row.
    const isFirst = ({ version }: Changed) => version.header.version === 1;
    await copyRows(target.client, target.table(TABLE), ROW, changed.filter(isFirst));
    await keepVersions(
      association,
      changed.filter((one) => !isFirst(one)),
      target,
    );
    for (const status of ['voided', 'not-sent'] as const) {
      const ids = folded.filter(([, one]) => !one.version && one.status === status).map(([id]) => id);
      if (ids.length > 0) await end(association, ids, status, target);
    }
  }

  async #count(version: SealedVersion): Promise<Counts> {
    if (version.lines.kind === 'one') return countsOf([version.lines.line]);
    let counts = countsOf([]);
    for await (const page of this.changes.pagesOf(version)) counts = sumOf(counts, countsOf(page));
    return counts;
  }

  async #fold(events: readonly StoredEvent[]): Promise<Map<string, Folded>> {
    const folded = new Map<string, Folded>();
    const change = (id: string, to: (before: Folded) => Folded) => folded.set(id, to(folded.get(id) ?? UNTOUCHED));
    for (const one of await this.changes.of(events)) {
      if (one.kind === 'voided') change(one.transferId, (before) => ({ ...before, status: 'voided' }));
      else
        change(one.transferId, (before) => ({
          version: one,
          isCorrected: before.isCorrected || one.header.change === 'correction',
          status: 'recorded',
        }));
    }
    // Nothing comes after the end of a transfer, so the order among these and the versions does not matter.
    for (const { envelope } of events.filter((event) => event.envelope.type === 'TransferNotSent'))
      change(envelope.stream.slice('transfer-'.length), (before) => ({ ...before, status: 'not-sent' }));
    return folded;
  }
}

const ROW: Columns<Changed> = {
  association: ['text', ({ version }) => version.association],
  transfer_id: ['uuid', ({ version }) => version.transferId],
  id_value: ['numeric', ({ version }) => idValue(version.transferId)],
  source: ['text', ({ version }) => version.header.source],
  arrangement_id: ['text', ({ version }) => version.header.arrangement?.id ?? null],
  occurred_on: ['date', ({ version }) => version.header.occurredOn],
  phase: ['text', ({ version }) => version.header.phase],
  status: ['text', ({ status }) => status],
  corrected: ['boolean', ({ isCorrected }) => isCorrected],
  chain: ['text', ({ counts }) => counts.chain],
  lines: ['integer', ({ counts }) => counts.lines],
  blocked_lines: ['integer', ({ counts }) => counts.blocked],
};

function countsOf(lines: readonly ChangedLine[]): Counts {
  return {
    lines: lines.length,
    blocked: lines.filter(({ outcome }) => !outcome.allowed).length,
    chain: lines.some(({ outcome }) => outcome.chain === 'restricted') ? 'restricted' : 'open',
  };
}

function sumOf(one: Counts, other: Counts): Counts {
  return {
    lines: one.lines + other.lines,
    blocked: one.blocked + other.blocked,
    chain: one.chain === 'restricted' ? one.chain : other.chain,
  };
}

async function keepVersions(association: string, changed: readonly Changed[], target: ProjectionTarget): Promise<void> {
  if (changed.length === 0) return;
  const column = <Value>(of: (version: SealedVersion) => Value) => changed.map(({ version }) => of(version));
  await target.client.query(
    `INSERT INTO ${target.table(TABLE)} AS kept
       (association, transfer_id, id_value, source, arrangement_id, occurred_on, phase, status, corrected, chain, lines, blocked_lines)
     SELECT $1, * FROM unnest($2::uuid[], $3::numeric[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::boolean[], $10::text[], $11::integer[], $12::integer[])
     ON CONFLICT (association, transfer_id) DO UPDATE
     SET arrangement_id = excluded.arrangement_id, occurred_on = excluded.occurred_on, phase = excluded.phase,
         status = excluded.status, corrected = kept.corrected OR excluded.corrected, chain = excluded.chain,
         lines = excluded.lines, blocked_lines = excluded.blocked_lines`,
    [
      association,
      column(({ transferId }) => transferId),
      column(({ transferId }) => idValue(transferId).toString()),
      column(({ header }) => header.source),
      column(({ header }) => header.arrangement?.id ?? null),
      column(({ header }) => header.occurredOn),
      column(({ header }) => header.phase),
      changed.map(({ status }) => status),
      changed.map(({ isCorrected }) => isCorrected),
      changed.map(({ counts }) => counts.chain),
      changed.map(({ counts }) => counts.lines),
      changed.map(({ counts }) => counts.blocked),
    ],
  );
}

async function end(
  association: string,
  transferIds: readonly string[],
  status: Status,
  target: ProjectionTarget,
): Promise<void> {
  await target.client.query(
    `UPDATE ${target.table(TABLE)} SET status = $3 WHERE association = $1 AND transfer_id = ANY ($2::uuid[])`,
    [association, transferIds, status],
  );
}
