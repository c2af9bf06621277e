import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, newestOpening, MemberFacts, Persons } from '#access';
import { Acknowledgements } from '#evidence';
import { Refusal } from '#platform';
import { IDENTITY_FORMAT, toBase64, type IdentityDocument, type OpenedReference } from '#proof';

export class ProveIdentity extends Query<IdentityDocument> {
  constructor(
    readonly association: string,
    readonly member: string,
  ) {
    super();
  }
}

/** Opens to a member whom the log is held to under each reference of the person. Nobody else is handed the salts. */
@QueryHandler(ProveIdentity)
export class ProveIdentityHandler implements IQueryHandler<ProveIdentity, IdentityDocument> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MemberFacts) private readonly facts: MemberFacts,
    @Inject(Acknowledgements) private readonly acknowledgements: Acknowledgements,
  ) {}

  async execute({ association, member }: ProveIdentity): Promise<IdentityDocument> {
    const openings: OpenedReference[] = [];
    for (const reference of await knownReferences(this.persons, association, member)) {
      const newest = newestOpening(await this.facts.read(association, reference));
      if (!newest) continue;
      const { position, bytes, leafHash } = newest.stored;
      const proof = await this.acknowledgements.of(association, position, leafHash);
      openings.push({ reference, ...newest.opening, entry: toBase64(bytes), proof });
    }
    if (openings.length === 0) throw new Refusal('identity-not-committed');
    return { format: IDENTITY_FORMAT, association, openings };
  }
}
