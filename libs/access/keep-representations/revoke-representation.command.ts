import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs } from '../acts/association-acts.js';
import { Persons } from '../directory/persons.js';
import { representationsStream, type RepresentationRevoked } from '../domain/representation-events.js';
import { representationsOf } from '../domain/representations.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { presentMember } from '../members/present-member.js';
import { notedRepresentation } from '../representations/represented.js';

export class RevokeRepresentation extends Command<void> {
  constructor(
    readonly asking: Asking,
    readonly ref: string,
    readonly id: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** Officers end any; members the ones that they gave, at any time (Civil Code art. 651). What statute gives they cannot. */
@CommandHandler(RevokeRepresentation)
export class RevokeRepresentationHandler implements ICommandHandler<RevokeRepresentation, void> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
  ) {}

  async execute({ asking, ref, id, reason }: RevokeRepresentation): Promise<void> {
    const { association, caller } = asking;
    await presentMember(this.persons, association, ref);
    for (const one of await this.persons.references(association, ref)) {
      const stream = representationsStream(one);
      const known = representationsOf((await this.acts.read(association, stream)).map(notedRepresentation)).get(id);
      if (!known) continue;
      if (caller.role === 'member' && known.kind !== 'AGENT') throw new Refusal('representation-statutory');
      const revoked: RepresentationRevoked = {
        type: 'RepresentationRevoked',
        data: { representationId: id },
        sealed: { reason: maskMyNumbers(reason).text },
      };
      await this.acts.act({ ...asking, stream, subject: one, goesWithSubject: true }, (acts) =>
        representationsOf(acts.map(notedRepresentation)).get(id)?.revokedAt === null ? revoked : null,
      );
      return;
    }
    throw new Refusal('no-such-representation');
  }
}
