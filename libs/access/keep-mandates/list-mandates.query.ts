import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AssociationActs } from '../acts/association-acts.js';
import type { Caller } from '../domain/caller.js';
import { MANDATES_STREAM } from '../domain/mandate-events.js';
import { mandatesOf } from '../domain/mandates.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { notedMandate } from '../mandates/mandate-book.js';
import { mandateAnswer, type MandateListAnswer } from './mandate.answer.js';
import { proposalsOf } from './propose-mandate.command.js';

export class ListMandates extends Query<MandateListAnswer> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
  ) {
    super();
  }
}

/** Officers see all of them, an auditor those of the own account. */
@QueryHandler(ListMandates)
export class ListMandatesHandler implements IQueryHandler<ListMandates, MandateListAnswer> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async execute({ association, caller }: ListMandates): Promise<MandateListAnswer> {
    const { id: account } = await this.pseudonyms.actor(association, caller);
    const acts = await this.acts.open(association, MANDATES_STREAM);
    const proposals = proposalsOf(acts);
    const all = [...mandatesOf(acts.map(notedMandate)).values()];
    const shown = caller.role === 'auditor' ? all.filter((mandate) => mandate.account === account) : all;
    return {
      mandates: shown.map((mandate) => {
        const { purpose = null, subject = null } = proposals.get(mandate.id) ?? {};
        const { proposedBy, approvedBy } = mandate;
        return { ...mandateAnswer(mandate), purpose, subject, proposedBy, approvedBy };
      }),
    };
  }
}
