import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, openedReferences, MemberFacts, Persons } from '#access';
import { Acknowledgements, Checkpoints } from '#evidence';
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
    @Inject(Checkpoints) private readonly checkpoints: Checkpoints,
    @Inject(Acknowledgements) private readonly acknowledgements: Acknowledgements,
  ) {}

  async execute({ association, member }: ProveIdentity): Promise<IdentityDocument> {
    const openings = await this.#openings(association, member);
    if (openings.length === 0) throw new Refusal('identity-not-committed');
    // Where nothing signs there is nothing to wait for.
    if (!(await this.checkpoints.newest(association))) throw new Refusal('no-checkpoint-yet');
    const proven: OpenedReference[] = [];
    for (const { stored, ...opening } of openings) {
      const proof = await this.acknowledgements.of(association, stored.position, stored.leafHash);
      proven.push({ ...opening, entry: toBase64(stored.bytes), proof });
    }
    return { format: IDENTITY_FORMAT, association, openings: proven };
  }

  async #openings(association: string, member: string) {
    const [present, ...former] = await knownReferences(this.persons, association, member);
    const factsOf = async (reference: string) => ({
      reference,
      facts: await this.facts.read(association, reference),
    });
    const absorbed = [];
    for (const reference of former) absorbed.push(await factsOf(reference));
    const openings = openedReferences([await factsOf(present), ...absorbed]).map(({ reference, stored, opening }) => ({
      reference,
      stored,
      ...opening,
    }));
    return openings;
  }
}
