import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Directory, type DirectoryEntry } from '#access';
import { lineToDescribe, recordReference, selectShownLines, TransferDescriber, type ShownLine } from '#ledger';
import { Clock, ofAssociation, readOfAssociation } from '#platform';
import { dayInJapan, type Day } from '#statute';
import { Keepings } from '../keeping/record-keeping.js';
import { factsOf } from '../keeping/record-facts.js';
import { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';
import type { RecordAnswer } from './answers.js';
import { describeRecord } from './describe-record.js';

export type JoinedRecord = ShownLine<StatutoryRecordRow>;

/** In the place of a person who is known and is not to be named: opening the directory is half of the work. */
const UNNAMED: DirectoryEntry = {
  insurerNumber: null,
  symbol: null,
  number: '',
  branch: null,
  name: '',
  kana: null,
  birthDate: null,
  sex: null,
  relation: null,
  household: null,
};

/** A base may rest on a base; what is further away is not looked for. */
const BASES_DEEP = 5;

/** Puts rows of the registers into words, a page at a time. */
@Injectable()
export class RecordDescriber {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Keepings) private readonly keepings: Keepings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** In the order of the rows; how long they are kept is said as of today. */
  describe(association: string, rows: readonly JoinedRecord[], isNamed = true): Promise<RecordAnswer[]> {
    const today = dayInJapan(this.clock.now().toISOString());
    return this.#describe(association, rows, { today, deep: BASES_DEEP, isNamed });
  }

  async #describe(
    association: string,
    rows: readonly JoinedRecord[],
    { today, deep, isNamed }: { readonly today: Day; readonly deep: number; readonly isNamed: boolean },
  ): Promise<RecordAnswer[]> {
    if (rows.length === 0) return [];
    const facts = rows.map((row) => factsOf(row, row.transfer));
    const [lines, persons, keepings, found] = await Promise.all([
      this.describer.describe(rows.map(lineToDescribe)),
      this.#persons(association, [...new Set(rows.map((row) => row.memberRef))], isNamed),
      this.keepings.of(association, facts, today),
      deep > 0 ? this.#basesOf(association, rows) : rows.map((): JoinedRecord[] => []),
    ]);
    const all = await this.#describe(association, [...new Set(found.flat())], { today, deep: deep - 1, isNamed });
    const described = new Map(all.map((base) => [base.id, base]));
    return rows.map((row, index) =>
      describeRecord({
        row,
        transfer: row.transfer,
        described: lines[index]!,
        person: persons.get(row.memberRef),
        keeping: keepings[index]!,
        bases: found[index]!.flatMap((base) => described.get(`${base.transferId}:${base.line}`) ?? []),
      }),
    );
  }

  async #persons(association: string, refs: readonly string[], isNamed: boolean): Promise<Map<string, DirectoryEntry>> {
    if (isNamed) return this.directory.read(association, refs);
    return new Map([...(await this.directory.known(association, refs))].map((ref) => [ref, UNNAMED]));
  }

  /** The records that each row rests on: of a transfer named as a whole, the one of the same member before others. */
  async #basesOf(association: string, rows: readonly JoinedRecord[]): Promise<JoinedRecord[][]> {
    const named = rows.map(({ memberRef, transfer: { header } }) =>
      [header.record?.base, header.record?.sameAs]
        .filter((text) => text !== undefined)
        .map((text) => ({ ...recordReference(text)!, memberRef })),
    );
    const wanted = named.flat();
    if (wanted.length === 0) return rows.map(() => []);
    const ids = await this.#find(association, wanted);
    const bases = await this.#read(
      association,
      ids.filter((one) => one !== null),
    );
    const found = wanted.map((_, index) => bases.get(JSON.stringify(ids[index])));
    let next = 0;
    return named.map((some) => some.flatMap(() => found[next++] ?? []));
  }

  async #find(association: string, wanted: readonly Wanted[]): Promise<(RecordKey | null)[]> {
    const { rows: found } = await ofAssociation(this.pool, association).query<FoundBase>(
      `SELECT named.at, base.transfer_id AS "transferId", base.line
       FROM unnest($2::uuid[], $3::integer[], $4::uuid[]) WITH ORDINALITY AS named(t, l, m, at)
       CROSS JOIN LATERAL (
         SELECT line.transfer_id, line.line FROM records.statutory_record AS line
         WHERE line.association = $1 AND line.transfer_id = named.t AND (named.l IS NULL OR line.line = named.l)
         ORDER BY line.member_ref = named.m DESC, line.line LIMIT 1) AS base`,
      [
        association,
        wanted.map(({ transfer }) => transfer),
        wanted.map(({ line }) => line),
        wanted.map(({ memberRef }) => memberRef),
      ],
    );
    const byPlace = new Map(found.map(({ at, transferId, line }) => [Number(at), [transferId, line] as const]));
    return wanted.map((_, index) => byPlace.get(index + 1) ?? null);
  }

  async #read(association: string, keys: readonly RecordKey[]): Promise<Map<string, JoinedRecord>> {
    if (keys.length === 0) return new Map();
    const tables = { line: StatutoryRecordRow, transfer: RecordedTransferRow };
    const query = selectShownLines(this.dataSource, tables, { association, cursor: undefined }).andWhere(
      '(line.transfer_id, line.line) IN (SELECT * FROM unnest(:transfers::uuid[], :lines::integer[]))',
      {
        transfers: keys.map(([transfer]) => transfer),
        lines: keys.map(([, line]) => line),
      },
    );
    const rows = (await readOfAssociation(this.dataSource, association, (runner) =>
      query.setQueryRunner(runner).getMany(),
    )) as JoinedRecord[];
    return new Map(rows.map((row) => [JSON.stringify([row.transferId, row.line]), row]));
  }
}

interface FoundBase {
  readonly at: string;
  readonly transferId: string;
  readonly line: number;
}

type RecordKey = readonly [transfer: string, line: number];

interface Wanted {
  readonly transfer: string;
  readonly line: number | null;
  readonly memberRef: string;
}
