import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { ProjectionProgress, toPosition } from '#event-store';
import {
  AssociationReader,
  cursorOf,
  lineToDescribe,
  registerOf,
  seenLine,
  TransferDescriber,
  type DescribedLine,
} from '#ledger';
import { awaitedLater, pageOf, rowsToFind, type PageRequest } from '#platform';
import { lineLabel, rulesetById } from '#statute';
import { NOT_ABOUT_MEMBER } from '../domain/not-about-member.js';
import type { MemberTransferAnswer, MemberTransferPageAnswer } from './answers.js';
import { viewedLines, type ViewedLine, type Viewer } from './viewed-lines.js';

export class MemberTransfers extends Query<MemberTransferPageAnswer> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(MemberTransfers)
export class MemberTransfersHandler implements IQueryHandler<MemberTransfers, MemberTransferPageAnswer> {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(TransferDescriber) private readonly describer: TransferDescriber,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member, page }: MemberTransfers): Promise<MemberTransferPageAnswer> {
    const { association } = looker;
    const viewer = viewerOf(looker);
    const known = awaitedLater(knownReferences(this.persons, association, member));
    const reached = awaitedLater(this.#asOf(association, page.atLeast));
    const { recordsHeldFrom } = await this.associations.read(association);
    const refs = await known;
    const asOf = await reached;
    const found = await viewedLines(this.pool, { association, refs, viewer, cursor: page.cursor }, rowsToFind(page));
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

  async #asOf(association: string, atLeast: string | undefined): Promise<string> {
    if (atLeast) await this.progress.waitFor('member-view', association, atLeast);
    return this.progress.reached('member-view', association);
  }
}

function viewerOf({ role }: Looker): Viewer {
  if (role === 'auditor') return role;
  // A representative sees what the member would see.
  return role === 'member' || role === 'representative' ? 'member' : 'officer';
}

function show(row: ViewedLine, described: DescribedLine, viewer: Viewer): MemberTransferAnswer {
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
