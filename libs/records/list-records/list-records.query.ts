import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { filtersSet, LookLog, Persons, type LookedAt, type Looker } from '#access';
import { ProjectionProgress } from '#event-store';
import { AssociationReader, cursorOf, seenLine, selectShownLines } from '#ledger';
import { pageOf, readOfAssociation, rowsToFind } from '#platform';
import { RecordedTransferRow, StatutoryRecordRow } from '../projection/rows.js';
import type { RecordPageAnswer } from './answers.js';
import type { ListRecordsRequest } from './list-records.request.js';
import { RecordDescriber, type JoinedRecord } from './record-describer.js';

/** Receipts in quarantine are no receipts that were accepted: they have a list of their own. */
export type RecordList = 'provision' | 'receipt' | 'quarantine';

export class ListRecords extends Query<RecordPageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly list: RecordList,
    readonly request: ListRecordsRequest,
  ) {
    super();
  }
}

@QueryHandler(ListRecords)
export class ListRecordsHandler implements IQueryHandler<ListRecords, RecordPageAnswer> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(RecordDescriber) private readonly describer: RecordDescriber,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, list, request }: ListRecords): Promise<RecordPageAnswer> {
    const { association } = looker;
    const { recordsHeldFrom } = await this.associations.read(association);
    if (request.atLeast) await this.progress.waitFor('records', association, request.atLeast);
    // Read before the rows: the page holds at least everything up to it.
    const asOf = await this.progress.reached('records', association);
    const isAuditor = looker.role === 'auditor';
    const query = selectRecords(this.dataSource, { association, list, isAuditor }, request);
    // Whichever reference of the person was asked for, and whichever the line was posted to.
    const refs = request.member ? await this.persons.references(association, request.member) : [];
    if (refs.length > 0) query.andWhere('line.memberRef IN (:...refs)', { refs });
    const found = (await readOfAssociation(this.dataSource, association, (runner) =>
      query.limit(rowsToFind(request)).setQueryRunner(runner).getMany(),
    )) as JoinedRecord[];
    const { rows, next } = pageOf(found, request, cursorOf);
    const look = { what: LOOKED_AT[list], member: request.member, filters: filtersSet(request) };
    const logged = this.looks.write(looker, { ...look, seen: rows.map(seenLine) });
    const records = await this.describer.describe(association, rows);
    await logged;
    return { recordsHeldFrom, asOf, records, next };
  }
}

const LOOKED_AT: Readonly<Record<RecordList, LookedAt>> = {
  provision: 'PROVISION_RECORDS',
  receipt: 'RECEIPT_RECORDS',
  quarantine: 'QUARANTINE',
};

export interface RecordSelection {
  readonly association: string;
  readonly list: RecordList;
  /** The restricted chain exists for auditors alone. */
  readonly isAuditor: boolean;
}

/** Rows of a list, newest first, narrowed as a request asks. */
export function selectRecords(
  dataSource: DataSource,
  { association, list, isAuditor }: RecordSelection,
  { from, to, party, route, method, cursor }: Omit<ListRecordsRequest, 'limit' | 'atLeast' | 'member'>,
): SelectQueryBuilder<StatutoryRecordRow> {
  const tables = { line: StatutoryRecordRow, transfer: RecordedTransferRow };
  const query = selectShownLines(dataSource, tables, { association, cursor });
  query.andWhere('line.register = :register', { register: list === 'provision' ? 'provision' : 'receipt' });
  if (list === 'quarantine')
    query.andWhere(`line.quarantine IS NOT NULL AND line.owed AND transfer.status IN ('recorded', 'corrected')`);
  else query.andWhere('line.quarantine IS NULL');
  if (!isAuditor) query.andWhere(`line.chain = 'open'`);
  if (from) query.andWhere('line.occurredOn >= :from', { from });
  if (to) query.andWhere('line.occurredOn <= :to', { to });
  if (party) query.andWhere('transfer.partyId = :party', { party });
  if (route) query.andWhere('line.route = :route', { route });
  if (method) query.andWhere('line.method = :method', { method });
  return query;
}
