import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountBindings } from '../bindings/account-bindings.js';
import { Persons } from '../directory/persons.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { presentMember } from '../members/present-member.js';
import type { BindingListAnswer } from './binding.answer.js';

export class ListBindings extends Query<BindingListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly ref: string,
  ) {
    super();
  }
}

/** Accounts that were bound by a code, under any reference of the person. */
@QueryHandler(ListBindings)
export class ListBindingsHandler implements IQueryHandler<ListBindings, BindingListAnswer> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(AccountBindings) private readonly accounts: AccountBindings,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, ref }: ListBindings): Promise<BindingListAnswer> {
    const { association } = looker;
    await presentMember(this.persons, association, ref);
    const logged = this.looks.write(looker, { what: 'BINDINGS', member: ref, seen: [] });
    const bindings = [];
    for (const one of await this.persons.references(association, ref)) {
      const { bound } = await this.accounts.of(association, one);
      if (bound) bindings.push({ account: bound.account, ref: one, boundAt: bound.at });
    }
    await logged;
    return { bindings };
  }
}
