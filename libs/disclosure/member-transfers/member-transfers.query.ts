import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { knownMember, LookLog, Persons, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import {
  AssociationReader,
  cursorOf,
  lineToDescribe,
  registerOf,
  seenLine,
  selectShownLines,
  TransferDescriber,
  type DescribedLine,
  type ShownLine,
} from '#ledger';
import { pageOf, readOfAssociation, rowsToFind, type PageRequest } from '#platform';
import { lineLabel, rulesetById } from '#statute';
import { NOT_ABOUT_MEMBER } from '../domain/not-about-member.js';
import { MemberLineRow, ViewedTransferRow } from '../projection/rows.js';
import type { MemberTransferAnswer, MemberTransferPageAnswer } from './answers.js';

/** Who looks decides what is there: the restricted chain and hidden lines exist for auditors alone. */
export type Viewer = 'member' | 'officer' | 'auditor';

export class MemberTransfers extends Query<MemberTransferPageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

type Joined = ShownLine<MemberLineRow>;

@QueryHandler(MemberTransfers)
export class MemberTransfersHandler implements IQueryHandler<MemberTransfers, MemberTransferPageAnswer> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member, page }: MemberTransfers): Promise<MemberTransferPageAnswer> {
    const { association } = looker;
    const viewer = viewerOf(looker);
    const { recordsHeldFrom } = await this.associations.read(association);
    await knownMember(this.persons, association, member);
    const refs = await this.persons.references(association, member);
    if (page.atLeast) await this.progress.waitFor('member-view', association, page.atLeast);
    const asOf = await this.progress.reached('member-view', association);
    const query = this.#select(association, refs, viewer, page.cursor).limit(rowsToFind(page));
    const found = (await readOfAssociation(this.dataSource, association, (runner) =>
      query.setQueryRunner(runner).getMany(),
    )) as Joined[];
    const { rows, next } = pageOf(found, page, cursorOf);
    // Whichever reference of the person a line was posted to, the look is at the one that was asked for.
    const seen = rows.map((row) => ({ ...seenLine(row), member }));
    const logged = this.looks.write(looker, { what: 'TRANSFERS', member, seen });
    const lines = await this.describer.describe(rows.map(lineToDescribe));
    await logged;
    return {
      recordsHeldFrom,
      asOf,
      transfers: rows.map((row, index) => show(row, lines[index]!, viewer)),
      next,
    };
  }

  #select(
    association: string,
    refs: readonly string[],
    viewer: Viewer,
    cursor: string | undefined,
  ): SelectQueryBuilder<MemberLineRow> {
    const tables = { line: MemberLineRow, transfer: ViewedTransferRow };
    const query = selectShownLines(this.dataSource, tables, { association, cursor });
    // Nearly everybody has one reference, and one is found in the order of the list.
    if (refs.length === 1) query.andWhere('line.memberRef = :member', { member: refs[0] });
    else query.andWhere('line.memberRef IN (:...refs)', { refs });
    if (viewer !== 'auditor') query.andWhere(`line.chain = 'open'`);
    if (viewer === 'member') query.andWhere(`line.view <> 'hidden'`);
    return query;
  }
}

function viewerOf({ role }: Looker): Viewer {
  if (role === 'auditor') return role;
  // A representative sees what the member would see.
  return role === 'member' || role === 'representative' ? 'member' : 'officer';
}

function show(row: Joined, described: DescribedLine, viewer: Viewer): MemberTransferAnswer {
  const { direction, occurredAt, means } = row.transfer.header;
  const { route, basis, duty, allowed, quarantine } = row.outcome;
  const isGeneric = row.view === 'generic' && viewer === 'member';
  const shown = {
    transfer: row.transferId,
    line: row.line,
    view: row.view,
    chain: row.chain,
    status: row.isAnother ? 'not-about-member' : row.transfer.status,
    direction,
    occurredOn: row.occurredOn,
    occurredAt,
    notEvidencedBefore: row.transfer.header.earlier?.notEvidencedBefore ?? null,
    position: toPosition(row.transfer.position),
  };
  if (row.isAnother) return { ...shown, ...NOTHING_MORE };
  return {
    ...shown,
    label: lineLabel(rulesetById(row.transfer.ruleset)!, { direction, route, basis, allowed }),
    route,
    basis,
    statutoryRecord: registerOf(duty) !== null && quarantine === undefined,
    party: isGeneric ? null : described.party,
    items: isGeneric ? [] : [...described.items],
    purpose: isGeneric ? null : described.purpose,
    means: isGeneric ? null : means,
  };
}

/** What is told of a line that is about somebody else: the rest is that person's. */
const NOTHING_MORE = {
  label: NOT_ABOUT_MEMBER,
  route: null,
  basis: null,
  statutoryRecord: false,
  party: null,
  items: [],
  purpose: null,
  means: null,
};
