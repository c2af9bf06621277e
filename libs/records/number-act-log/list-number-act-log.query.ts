import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { filtersSet, LookLog, Persons, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import {
  ArrangementReader,
  cursorOf,
  lineToDescribe,
  seenLine,
  selectShownLines,
  TransferDescriber,
  type DescribedLine,
  type ShownLine,
} from '#ledger';
import { pageOf, readOfAssociation, rowsToFind } from '#platform';
import { numberActLogUntil, rulesetById } from '#statute';
import type { NumberActLineAnswer, NumberActLogAnswer } from './answers.js';
import type { ListNumberActLogRequest } from './list-number-act-log.request.js';
import { NumberActLineRow, NumberActTransferRow } from './rows.js';

export class ListNumberActLog extends Query<NumberActLogAnswer> {
  constructor(
    readonly looker: Looker,
    readonly request: ListNumberActLogRequest,
  ) {
    super();
  }
}

type Joined = ShownLine<NumberActLineRow>;

@QueryHandler(ListNumberActLog)
export class ListNumberActLogHandler implements IQueryHandler<ListNumberActLog, NumberActLogAnswer> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, request }: ListNumberActLog): Promise<NumberActLogAnswer> {
    const { association } = looker;
    if (request.atLeast) await this.progress.waitFor('number-act-log', association, request.atLeast);
    const asOf = await this.progress.reached('number-act-log', association);
    const members = request.member ? await this.persons.references(association, request.member) : null;
    const query = this.#select(association, request, members).limit(rowsToFind(request));
    const found = (await readOfAssociation(this.dataSource, association, (runner) =>
      query.setQueryRunner(runner).getMany(),
    )) as Joined[];
    const { rows, next } = pageOf(found, request, cursorOf);
    const look = { what: 'NUMBER_ACT_LOG', member: request.member, filters: filtersSet(request) } as const;
    const logged = this.looks.write(looker, { ...look, seen: rows.map(seenLine) });
    const described = await this.describer.describe(rows.map(lineToDescribe));
    const announced = await this.#announcedItems(association, described);
    const lines = rows.map((row, index) => {
      const line = described[index]!;
      const { id, version } = line.header.arrangement ?? {};
      return lineAnswer(row, { ...line, numItem: line.numItem ?? announced.get(`${id} ${version}`) ?? null });
    });
    await logged;
    return { asOf, lines, next };
  }

  /** Items of art. 19 by arrangement and version: what the poster did not repeat, the arrangement says. */
  async #announcedItems(
    association: string,
    lines: readonly DescribedLine[],
  ): Promise<Map<string, DescribedLine['numItem']>> {
    const ids = lines.flatMap(({ numItem, header }) =>
      numItem === null && header.arrangement ? [header.arrangement.id] : [],
    );
    const histories = await this.arrangements.readAll(association, ids);
    return new Map(
      [...histories].flatMap(([id, { versions }]) =>
        versions.map(({ data }) => [`${id} ${data.version}`, data.numItem] as const),
      ),
    );
  }

  #select(
    association: string,
    { from, to, party, cursor }: ListNumberActLogRequest,
    members: readonly string[] | null,
  ): SelectQueryBuilder<NumberActLineRow> {
    const tables = { line: NumberActLineRow, transfer: NumberActTransferRow };
    const query = selectShownLines(this.dataSource, tables, { association, cursor });
    if (from) query.andWhere('line.occurredOn >= :from', { from });
    if (to) query.andWhere('line.occurredOn <= :to', { to });
    if (party) query.andWhere('transfer.partyId = :party', { party });
    if (members) query.andWhere('line.memberRef IN (:...members)', { members });
    return query;
  }
}

function lineAnswer(row: Joined, { party, items, numItem, header }: DescribedLine): NumberActLineAnswer {
  const { transfer } = row;
  return {
    transfer: row.transferId,
    line: row.line,
    status: transfer.status === 'recorded' ? 'in-force' : transfer.status,
    direction: header.direction,
    occurredOn: row.occurredOn,
    arrangement: header.arrangement?.id ?? null,
    numItem,
    party,
    member: row.memberRef,
    items: [...items],
    allowed: row.allowed,
    keepUntil: numberActLogUntil(rulesetById(transfer.ruleset)!, row.occurredOn),
    position: toPosition(transfer.position),
  };
}
