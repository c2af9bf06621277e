import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { AssociationActs } from '../acts/association-acts.js';
import { AccountBindings, notedBinding } from '../bindings/account-bindings.js';
import { Persons } from '../directory/persons.js';
import { bindingsStream } from '../domain/binding-events.js';
import { bindingsOf } from '../domain/bindings.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { presentMember } from '../members/present-member.js';

export class UnbindAccount extends Command<void> {
  constructor(
    readonly asking: Asking,
    readonly ref: string,
    readonly account: string,
  ) {
    super();
  }
}

/** From the next request on the account is nobody's. */
@CommandHandler(UnbindAccount)
export class UnbindAccountHandler implements ICommandHandler<UnbindAccount, void> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
  ) {}

  async execute({ asking, ref, account }: UnbindAccount): Promise<void> {
    const { association } = asking;
    await presentMember(this.persons, association, ref);
    for (const one of await this.persons.references(association, ref)) {
      if ((await this.bindings.of(association, one)).bound?.account !== account) continue;
      await this.acts.act({ ...asking, stream: bindingsStream(one), subject: one }, (acts) => {
        const isBound = bindingsOf(acts.map(notedBinding)).bound?.account === account;
        return isBound ? { type: 'AccountUnbound', data: { account }, sealed: null } : null;
      });
      return;
    }
    throw new Refusal('no-such-binding');
  }
}
