import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { LookLog, type Look, type Looker } from '#access';
import { toPosition } from '#event-store';
import { seenLine, TransferDescriber, TransferReader, type TransferHistory } from '#ledger';
import { awaitedLater, readOfAssociation } from '#platform';
import type { RecordAnswer } from '../list-records/answers.js';
import { RecordDescriber, type JoinedRecord } from '../list-records/record-describer.js';
import { selectRecords } from '../list-records/list-records.query.js';
import type { StatutoryRecordRow } from '../projection/rows.js';
import { csvLine, CSV_HEADER, type EarlierVersion, type ExportedRecord } from './exported-record.js';

/** What is taken away. */
export interface RegisterWish {
  readonly association: string;
  readonly looker: Looker;
  readonly register: 'provision' | 'receipt';
  readonly from: string;
  readonly to: string;
  readonly isAuditor: boolean;
  /** The event of the export, which says why it is taken away. */
  readonly exportId: string;
  /** Only what began up to here: what comes meanwhile belongs to the next export. */
  readonly through: string;
}

/** A register as a part of something larger, which itself says why and who was looked at. */
export interface RegisterPart extends Pick<
  RegisterWish,
  'association' | 'register' | 'from' | 'to' | 'isAuditor' | 'through'
> {
  /** Null: all. */
  readonly parties: readonly string[] | null;
  readonly members: readonly string[] | null;
}

/** Which records of a register. */
export type RegisterChoice = Omit<RegisterPart, 'parties' | 'members'>;

const PAGE = 200;
/** Each page costs a handful of questions; of a longer one the garbage collector has more to move than they cost. */
const PART_PAGE = 250;
const SEALS: readonly string[] = ['TransferSealed', 'TransferRecorded'];

/** Reads a register for a period, oldest day first, a page at a time. */
@Injectable()
export class RegisterExport {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RecordDescriber) private readonly records: RecordDescriber,
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  count(choice: RegisterChoice): Promise<number> {
    const query = this.#select(choice);
    return readOfAssociation(this.dataSource, choice.association, (runner) => query.setQueryRunner(runner).getCount());
  }

  /** A head, a line for each record, and an end that says how many there are and what all lines before it hash to. */
  async *ndjson(wish: RegisterWish, head: object): AsyncGenerator<string> {
    const digest = createHash('sha256');
    let count = 0;
    const line = (what: object) => {
      const text = `${JSON.stringify(what)}\n`;
      digest.update(text);
      return text;
    };
    yield line({ t: 'register', ...head });
    for await (const record of this.read(wish)) {
      count += 1;
      yield line({ t: 'record', ...record });
    }
    yield `${JSON.stringify({ t: 'end', count, sha256: digest.digest('hex') })}\n`;
  }

  /** The records of a part, a page at a time; the looks are its caller's to write. */
  async *pages(part: RegisterPart, isNamed: boolean): AsyncGenerator<ExportedRecord[]> {
    const { association, parties, members } = part;
    const select = () => {
      const query = this.#select(part);
      if (parties) query.andWhere('transfer.partyId IN (:...parties)', { parties });
      if (members) query.andWhere('line.memberRef IN (:...members)', { members });
      return query;
    };
    let coming: Promise<JoinedRecord[]> | null = awaitedLater(this.#page(association, select(), null, PART_PAGE));
    while (coming) {
      const rows: JoinedRecord[] = await coming;
      // The next page is asked for while this one is put into words.
      const last: JoinedRecord | undefined = rows.length < PART_PAGE ? undefined : rows.at(-1);
      coming = last ? awaitedLater(this.#page(association, select(), last, PART_PAGE)) : null;
      const described = await this.records.describe(association, rows, isNamed);
      yield await this.#placed(rows, described);
    }
  }

  async *csv(wish: RegisterWish): AsyncGenerator<string> {
    yield CSV_HEADER;
    for await (const record of this.read(wish)) yield csvLine(record);
  }

  /** The records one by one; that they are looked at is durable before. */
  async *read(wish: RegisterWish): AsyncGenerator<ExportedRecord> {
    for (let after: StatutoryRecordRow | null = null; ;) {
      const rows: JoinedRecord[] = await this.#page(wish.association, this.#select(wish), after, PAGE);
      // Page by page before it leaves: where a look cannot be written, the file breaks off without its end.
      const logged = this.looks.write(wish.looker, lookOf(wish, rows));
      const described = await this.records.describe(wish.association, rows);
      await logged;
      yield* await this.#placed(rows, described);
      if (rows.length < PAGE) return;
      after = rows.at(-1)!;
    }
  }

  /** Records with their place in the log, and with what they said before they were corrected. */
  async #placed(rows: readonly JoinedRecord[], described: readonly RecordAnswer[]): Promise<ExportedRecord[]> {
    const placed: ExportedRecord[] = [];
    for (const [index, row] of rows.entries()) {
      const { reason, earlier } = await this.#history(row);
      const place = { linePosition: toPosition(row.linePosition), leafHash: row.leafHash };
      placed.push({ ...described[index]!, ...place, correctionReason: reason, earlier });
    }
    return placed;
  }

  async #page(
    association: string,
    query: SelectQueryBuilder<StatutoryRecordRow>,
    after: StatutoryRecordRow | null,
    count: number,
  ): Promise<JoinedRecord[]> {
    query.orderBy('line.occurredOn', 'ASC').addOrderBy('line.firstPosition', 'ASC').addOrderBy('line.line', 'ASC');
    if (after) {
      const { occurredOn: day, firstPosition: position, line } = after;
      query.andWhere(
        '(line.occurred_on, line.first_position, line.line) > (:day::date, :position::bigint, :line::integer)',
        { day, position, line },
      );
    }
    return (await readOfAssociation(this.dataSource, association, (runner) =>
      query.limit(count).setQueryRunner(runner).getMany(),
    )) as JoinedRecord[];
  }

  #select({
    association,
    register,
    isAuditor,
    from,
    to,
    through,
  }: RegisterChoice): SelectQueryBuilder<StatutoryRecordRow> {
    return selectRecords(this.dataSource, { association, list: register, isAuditor }, { from, to }).andWhere(
      'line.firstPosition <= :through::bigint',
      { through },
    );
  }

  async #history({ association, transferId, line, version }: JoinedRecord): Promise<{
    readonly reason: string | null;
    readonly earlier: readonly EarlierVersion[];
  }> {
    if (version === 1) return { reason: null, earlier: [] };
    const history = await this.transfers.read(association, transferId);
    const reason = history.transfer.versions.at(-1)?.headerSealed?.reason ?? null;
    return { reason, earlier: await this.#earlier(association, history, line) };
  }

  async #earlier(association: string, { transfer, events }: TransferHistory, line: number): Promise<EarlierVersion[]> {
    const seals = events.filter(({ type }) => SEALS.includes(type)).map(({ stored }) => stored);
    // A plan is no provision, and its lines were counted otherwise where some were left out.
    const shown = transfer.versions
      .map((version, index) => ({ version, seal: seals[index]! }))
      .slice(0, -1)
      .filter(({ version }) => version.header.phase === 'done');
    const described = await this.describer.describeOpened(
      shown.map(({ version: { header, headerSealed, lines }, seal }) => ({
        association,
        ruleset: seal.envelope.ruleset!,
        header,
        opened: { header: headerSealed, line: lines.find((one) => one.line === line)?.sealed ?? null },
      })),
    );
    return shown.map(({ version: { header }, seal: { position, leafHash, envelope } }, index) => ({
      version: header.version,
      recordedAt: envelope.recordedAt,
      occurredOn: header.occurredOn,
      party: described[index]!.party,
      items: described[index]!.items,
      purpose: described[index]!.purpose,
      position,
      leafHash: Buffer.from(leafHash).toString('base64'),
    }));
  }
}

function lookOf({ register, exportId }: RegisterWish, rows: readonly JoinedRecord[]): Look {
  const what = register === 'provision' ? 'PROVISION_EXPORT' : 'RECEIPT_EXPORT';
  return { what, filters: ['from', 'to'], under: exportId, seen: rows.map(seenLine) };
}
