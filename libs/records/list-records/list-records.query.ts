import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { Directory } from '#access';
import { ProjectionProgress } from '#event-store';
import { TransferDescriber } from '#ledger';
import { decodeCursor, pageOf, rowsToFind } from '#platform';
import { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';
import type { RecordPageAnswer } from './answers.js';
import { describeRecord } from './describe-record.js';
import type { ListRecordsRequest } from './list-records.request.js';

export class ListRecords extends Query<RecordPageAnswer> {
  constructor(
    readonly association: string,
    readonly register: 'provision' | 'receipt',
    /** The restricted chain exists for auditors alone. */
    readonly isAuditor: boolean,
    readonly request: ListRecordsRequest,
  ) {
    super();
  }
}

type Joined = StatutoryRecordRow & { transfer: RecordedTransferRow };

@QueryHandler(ListRecords)
export class ListRecordsHandler implements IQueryHandler<ListRecords, RecordPageAnswer> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  async execute({ association, register, isAuditor, request }: ListRecords): Promise<RecordPageAnswer> {
    if (request.atLeast) await this.progress.waitFor('records', association, request.atLeast);
    // Read before the rows: the page holds at least everything up to it.
    const asOf = await this.progress.reached('records', association);
    const query = this.#select(association, register, request);
    if (!isAuditor) query.andWhere(`record.chain = 'open'`);
    const found = (await query.limit(rowsToFind(request)).getMany()) as Joined[];
    const { rows, next } = pageOf(found, request, (row) => [row.occurredOn, row.firstPosition, row.line]);
    return { asOf, records: await this.#describe(association, rows), next };
  }

  async #describe(association: string, rows: readonly Joined[]): Promise<RecordPageAnswer['records']> {
    const lines = await this.describer.describe(
      rows.map(({ transfer, linePart }) => ({
        association,
        ruleset: transfer.ruleset,
        header: transfer.header,
        headerPart: transfer.headerPart,
        linePart,
      })),
    );
    const persons = await this.directory.read(association, [...new Set(rows.map((row) => row.memberRef))]);
    return rows.map((row, index) => describeRecord(row, row.transfer, lines[index]!, persons.get(row.memberRef)));
  }

  #select(association: string, register: string, request: ListRecordsRequest): SelectQueryBuilder<StatutoryRecordRow> {
    const query = this.dataSource
      .getRepository(StatutoryRecordRow)
      .createQueryBuilder('record')
      .innerJoinAndMapOne(
        'record.transfer',
        RecordedTransferRow,
        'transfer',
        'transfer.association = record.association AND transfer.transferId = record.transferId',
      )
      .where('record.association = :association AND record.register = :register', { association, register })
      .orderBy('record.occurredOn', 'DESC')
      .addOrderBy('record.firstPosition', 'DESC')
      .addOrderBy('record.line', 'DESC');
    const { from, to, party, member, route, method, cursor } = request;
    if (from) query.andWhere('record.occurredOn >= :from', { from });
    if (to) query.andWhere('record.occurredOn <= :to', { to });
    if (party) query.andWhere('record.partyId = :party', { party });
    if (member) query.andWhere('record.memberRef = :member', { member });
    if (route) query.andWhere('record.route = :route', { route });
    if (method) query.andWhere('record.method = :method', { method });
    if (cursor) {
      const [day, position, line] = decodeCursor(cursor, ['day', 'position', 'number']);
      query.andWhere(
        '(record.occurred_on, record.first_position, record.line) < (:day::date, :position::bigint, :line::integer)',
        { day, position, line },
      );
    }
    return query;
  }
}
