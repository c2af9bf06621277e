import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { Directory } from '#access';
import { ProjectionProgress } from '#event-store';
import { cursorOf, lineToDescribe, selectShownLines, TransferDescriber, type ShownLine } from '#ledger';
import { pageOf, rowsToFind } from '#platform';
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

type Joined = ShownLine<StatutoryRecordRow>;

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
    if (!isAuditor) query.andWhere(`line.chain = 'open'`);
    const found = (await query.limit(rowsToFind(request)).getMany()) as Joined[];
    const { rows, next } = pageOf(found, request, cursorOf);
    return { asOf, records: await this.#describe(association, rows), next };
  }

  async #describe(association: string, rows: readonly Joined[]): Promise<RecordPageAnswer['records']> {
    const lines = await this.describer.describe(rows.map(lineToDescribe));
    const persons = await this.directory.read(association, [...new Set(rows.map((row) => row.memberRef))]);
    return rows.map((row, index) => describeRecord(row, row.transfer, lines[index]!, persons.get(row.memberRef)));
  }

  #select(association: string, register: string, request: ListRecordsRequest): SelectQueryBuilder<StatutoryRecordRow> {
    const { from, to, party, member, route, method, cursor } = request;
    const tables = { line: StatutoryRecordRow, transfer: RecordedTransferRow };
    const query = selectShownLines(this.dataSource, tables, { association, cursor });
    query.andWhere('line.register = :register', { register });
    if (from) query.andWhere('line.occurredOn >= :from', { from });
    if (to) query.andWhere('line.occurredOn <= :to', { to });
    if (party) query.andWhere('transfer.partyId = :party', { party });
    if (member) query.andWhere('line.memberRef = :member', { member });
    if (route) query.andWhere('line.route = :route', { route });
    if (method) query.andWhere('line.method = :method', { method });
    return query;
  }
}
