import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AssociationActs } from '../acts/association-acts.js';
import { DISTINCTIONS_STREAM } from '../domain/distinction-events.js';
import { distinctionsOf } from '../domain/distinctions.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { distinctionAnswer, type DistinctionListAnswer } from './distinction.answer.js';
import { notedDistinction, proposalsOf } from './propose-distinction.command.js';

export class ListDistinctions extends Query<DistinctionListAnswer> {
  constructor(readonly looker: Looker) {
    super();
  }
}

/** Each is a look at both members: whoever reads it learns who is taken for whom. */
@QueryHandler(ListDistinctions)
export class ListDistinctionsHandler implements IQueryHandler<ListDistinctions, DistinctionListAnswer> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker }: ListDistinctions): Promise<DistinctionListAnswer> {
    const acts = await this.acts.open(looker.association, DISTINCTIONS_STREAM);
    const proposals = proposalsOf(acts);
    // The words of an officer may name whom nothing masks.
    const isOpen = looker.role !== 'auditor' || looker.reason !== undefined;
    const distinctions = [...distinctionsOf(acts.map(notedDistinction)).values()].map((one) => {
      const { members = null, reason = null } = proposals.get(one.id)?.sealed ?? {};
      const [member, other] = members ?? [null, null];
      const { proposedBy, approvedBy } = one;
      return { ...distinctionAnswer(one), member, other, reason: isOpen ? reason : null, proposedBy, approvedBy };
    });
    const seen = distinctions.flatMap(({ member, other }) =>
      [member, other].flatMap((one) => (one === null ? [] : [{ member: one }])),
    );
    await this.looks.write(looker, { what: 'MEMBER', seen });
    return { distinctions };
  }
}
