import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { knownReferences, LookLog, Persons, type Looker } from '#access';
import { CompletenessProofs } from '#evidence';
import type { Chain, CompletenessDocument } from '#proof';

export class ProveTransfers extends Query<CompletenessDocument> {
  constructor(
    readonly looker: Looker,
    readonly member: string,
  ) {
    super();
  }
}

/** All references of the person at once: an answer about some of them would be none. */
@QueryHandler(ProveTransfers)
export class ProveTransfersHandler implements IQueryHandler<ProveTransfers, CompletenessDocument> {
  constructor(
    @Inject(CompletenessProofs) private readonly proofs: CompletenessProofs,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, member }: ProveTransfers): Promise<CompletenessDocument> {
    const { association } = looker;
    const references = await knownReferences(this.persons, association, member);
    const asked = chainsFor(looker).flatMap((chain) => references.map((reference) => ({ chain, reference })));
    const document = await this.proofs.of(association, asked);
    const seen = document.heads
      .filter(({ chain, links }) => chain === 'restricted' && links.length > 0)
      .map(({ chain }) => ({ member, chain }));
    await this.looks.write(looker, { what: 'TRANSFERS', member, seen });
    return document;
  }
}

/** Auditors alone may know whether there is a line of which it must not be known. */
function chainsFor({ role }: Looker): readonly Chain[] {
  return role === 'auditor' ? ['open', 'restricted'] : ['open'];
}
