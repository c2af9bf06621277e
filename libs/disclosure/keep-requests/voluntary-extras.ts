import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { ProjectionProgress } from '#event-store';
import { cursorOf, lineToDescribe, registerOf, TransferDescriber, type DescribedLine } from '#ledger';
import { pageOf, rowsToFind } from '#platform';
import { lineLabel, rulesetById, voluntaryExtraOf, type AssociationSettings } from '#statute';
import { EXTRAS_PER_DECISION_MAX, type KnownRecords } from '../domain/requests/request-context.js';
import { voluntaryContent, type KnownExtras, type VoluntaryMovement } from '../domain/requests/voluntary-content.js';
import { viewedLines, type ViewedLine } from '../member-transfers/viewed-lines.js';
import type { KnownRequest } from './request-reader.js';

/** Lines that are read at once. */
const PAGE = { limit: 500 };
/** So many lines of one person are gone through: beyond, the answer says that there are more. */
const LINES_MAX = 20_000;

export interface ExtrasWish {
  readonly request: Pick<KnownRequest, 'state' | 'ruleset'>;
  readonly records: KnownRecords;
  readonly settings: Pick<AssociationSettings, 'voluntaryExtras'>;
}

type Movement = { readonly row: ViewedLine } & Pick<VoluntaryMovement, 'extra' | 'label'>;

/**
 * What an association tells of a person's movements of its own accord, as the person's own view has them: of the open
 * chain alone, nothing that is hidden from the person, and of generic lines no more than the person sees.
 */
@Injectable()
export class VoluntaryExtras {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
  ) {}

  /** Waits until the member view is as far as the records are; null where nothing is told, and for other requests. */
  async of(association: string, refs: readonly string[], wish: ExtrasWish): Promise<KnownExtras | null> {
    const { request, records, settings } = wish;
    if (request.state.kind !== 'RQ3' || settings.voluntaryExtras.length === 0) return null;
    await this.progress.waitFor('member-view', association, records.asOf);
    const asOf = await this.progress.reached('member-view', association);
    const { found, isCut } = await this.#movements(association, refs, wish);
    const described = await this.describer.describe(found.map(({ row }) => lineToDescribe(row)));
    const fields = new Map(records.list.map((one) => [one.record, one.fields]));
    const list = found.flatMap((one, index) => {
      const content = voluntaryContent(movementOf(one, described[index]!), fields.get(recordOf(one.row)) ?? []);
      return content ? [content] : [];
    });
    return { asOf, list, isCut };
  }

  async #movements(
    association: string,
    refs: readonly string[],
    wish: ExtrasWish,
  ): Promise<{ readonly found: readonly Movement[]; readonly isCut: boolean }> {
    const found: Movement[] = [];
    const { from = '' } = wish.request.state.period ?? {};
    let cursor: string | undefined;
    for (let read = 0; read < LINES_MAX; read += PAGE.limit) {
      const lines = await viewedLines(this.pool, { association, refs, viewer: 'member', cursor }, rowsToFind(PAGE));
      const { rows, next } = pageOf(lines, PAGE, cursorOf);
      found.push(...rows.flatMap((row) => chosen(row, wish)));
      if (found.length > EXTRAS_PER_DECISION_MAX)
        return { found: found.slice(0, EXTRAS_PER_DECISION_MAX), isCut: true };
      if (next === null || rows.at(-1)!.occurredOn < from) return { found, isCut: false };
      cursor = next;
    }
    return { found, isCut: true };
  }
}

/** A movement in force that the association tells of, of the days that are wanted; none otherwise. */
function chosen(row: ViewedLine, { request, records, settings }: ExtrasWish): Movement[] {
  const { period } = request.state;
  const { transfer, outcome, occurredOn } = row;
  const isInForce = transfer.status === 'recorded' || transfer.status === 'corrected';
  const isWanted = !period || (occurredOn >= period.from && occurredOn <= period.to);
  if (row.isAnother || !isInForce || outcome.quarantine !== undefined || !isWanted) return [];
  const recorded = registerOf(outcome.duty) !== null;
  // What is no record of the answer is none of which something more could be told.
  if (recorded && !records.list.some(({ record }) => record === recordOf(row))) return [];
  const { direction } = transfer.header;
  const label = lineLabel(rulesetById(transfer.ruleset)!, { ...outcome, direction });
  const { extras } = request.ruleset.requests.voluntary;
  const extra = voluntaryExtraOf(extras, settings.voluntaryExtras, { label: label.code, direction, recorded });
  return extra ? [{ row, extra: extra.code, label }] : [];
}

function movementOf({ row, extra, label }: Movement, { party, items, purpose }: DescribedLine): VoluntaryMovement {
  const { direction, means } = row.transfer.header;
  const { name, address, representative } = party;
  return {
    record: recordOf(row),
    version: row.version,
    extra,
    label,
    direction,
    view: row.view === 'show' ? 'show' : 'generic',
    occurredOn: row.occurredOn,
    party: { name, address, representative },
    items: items.map(({ code, ja, en }) => ({ code, ja, en })),
    purpose,
    means,
  };
}

function recordOf({ transferId, line }: ViewedLine): string {
  return `${transferId}:${line}`;
}
