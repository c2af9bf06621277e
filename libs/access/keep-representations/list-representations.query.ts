import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AssociationActs } from '../acts/association-acts.js';
import { Persons } from '../directory/persons.js';
import { representationsStream } from '../domain/representation-events.js';
import { representationsOf } from '../domain/representations.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { presentMember } from '../members/present-member.js';
import { notedRepresentation, Represented } from '../representations/represented.js';
import { representationAnswer, type RepresentationListAnswer } from './representation.answer.js';

export class ListRepresentations extends Query<RepresentationListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly ref: string,
  ) {
    super();
  }
}

/** In what rights a member is represented, or was, for the member: those that ended as well. Who it is, is not told. */
@QueryHandler(ListRepresentations)
export class ListRepresentationsHandler implements IQueryHandler<ListRepresentations, RepresentationListAnswer> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Represented) private readonly represented: Represented,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, ref }: ListRepresentations): Promise<RepresentationListAnswer> {
    const { association } = looker;
    await presentMember(this.persons, association, ref);
    const logged = this.looks.write(looker, { what: 'REPRESENTATIONS', member: ref, seen: [] });
    const representations = [];
    for (const one of await this.persons.references(association, ref)) {
      const acts = await this.acts.read(association, representationsStream(one));
      for (const representation of representationsOf(acts.map(notedRepresentation)).values()) {
        const ends = await this.represented.endOf(association, ref, representation);
        representations.push(representationAnswer(representation, ends));
      }
    }
    await logged;
    return { representations };
  }
}
