import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProjectionProgress } from '#event-store';
import { Clock, decodeCursor, pageOf, rowsToFind } from '#platform';
import { dayInJapan } from '#statute';
import { partyOn, type KnownParty } from '../domain/party.js';
import { PartyReader } from '../knowledge/party-reader.js';
import { GROUNDS } from '../projection/grounds.projection.js';
import { GroundRows } from '../reading/ground-rows.js';
import type { PartyPageAnswer, RegisteredPartyAnswer } from './answers.js';
import type { ListOnDayRequest } from './list-parties.request.js';

export class ListParties extends Query<PartyPageAnswer> {
  constructor(
    readonly association: string,
    readonly request: ListOnDayRequest,
  ) {
    super();
  }
}

@QueryHandler(ListParties)
export class ListPartiesHandler implements IQueryHandler<ListParties, PartyPageAnswer> {
  constructor(
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(PartyReader) private readonly parties: PartyReader,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, request }: ListParties): Promise<PartyPageAnswer> {
    const { atLeast, cursor, on = dayInJapan(this.clock.now().toISOString()) } = request;
    if (atLeast) await this.progress.waitFor(GROUNDS, association, atLeast);
    const asOf = await this.progress.reached(GROUNDS, association);
    const after = cursor === undefined ? undefined : String(decodeCursor(cursor, ['position'])[0]);
    const found = await this.rows.read({ association, kind: 'party', after, limit: rowsToFind(request) });
    const { rows, next } = pageOf(found, request, ({ position }) => [position]);
    const ids = rows.map(({ id }) => id);
    const known = await this.parties.read(association, ids);
    const parties = ids.map((id) => registeredParty(partyOn(known.get(id)!, on)!));
    return { asOf, on, parties, next };
  }
}

export function registeredParty({ data, sealed }: KnownParty): RegisteredPartyAnswer {
  const { partyId: id, class: kind, location, country } = data;
  const { name, address, representative } = sealed ?? { name: null, address: null, representative: null };
  return { id, name, address, representative, class: kind, location, country };
}
