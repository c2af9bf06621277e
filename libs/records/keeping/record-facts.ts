import type { ShownTransferRow } from '#ledger';
import type { Day, RecordMethod } from '#statute';
import type { StatutoryRecordRow } from '../projection/rows.js';

/** What of a record decides how long it is kept. */
export interface RecordFacts {
  readonly transferId: string;
  readonly line: number;
  readonly method: RecordMethod;
  readonly proxyMethod: RecordMethod | null;
  readonly madeOn: Day;
  readonly occurredOn: Day;
  readonly seriesId: string | null;
  readonly memberRef: string;
  readonly partyId: string | null;
  readonly arrangementId: string | null;
  readonly ruleset: string;
}

/** The same as columns of a query over `line` and its `transfer`. */
export const RECORD_FACTS = `line.transfer_id AS "transferId", line.line, coalesce(line.method, 'EACH') AS method,
  transfer.header->'record'->>'proxyMethod' AS "proxyMethod", line.made_on::text AS "madeOn",
  line.occurred_on::text AS "occurredOn", line.series_id AS "seriesId", line.member_ref AS "memberRef",
  transfer.party_id AS "partyId", transfer.header->'arrangement'->>'id' AS "arrangementId", transfer.ruleset`;

export function factsOf(row: StatutoryRecordRow, { header, partyId, ruleset }: ShownTransferRow): RecordFacts {
  const { transferId, line, method, madeOn, occurredOn, seriesId, memberRef } = row;
  return {
    transferId,
    line,
    method: (method ?? 'EACH') as RecordMethod,
    proxyMethod: header.record?.proxyMethod ?? null,
    madeOn,
    occurredOn,
    seriesId,
    memberRef,
    partyId,
    arrangementId: header.arrangement?.id ?? null,
    ruleset,
  };
}

export function recordIdOf({ transferId, line }: Pick<RecordFacts, 'transferId' | 'line'>): string {
  return `${transferId}:${line}`;
}
