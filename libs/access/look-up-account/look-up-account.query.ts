import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AccountBindings } from '../bindings/account-bindings.js';
import { Persons } from '../directory/persons.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import type { AccountAnswer } from './look-up-account.answer.js';

export class LookUpAccount extends Query<AccountAnswer> {
  constructor(
    readonly looker: Looker,
    readonly subject: string,
  ) {
    super();
  }
}

/** What the ledger knows of an account of the issuer: as what events name it, and whose it is. */
@QueryHandler(LookUpAccount)
export class LookUpAccountHandler implements IQueryHandler<LookUpAccount, AccountAnswer> {
  constructor(
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(EndedAccounts) private readonly ended: EndedAccounts,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, subject }: LookUpAccount): Promise<AccountAnswer> {
    const { association } = looker;
    const { id: account } = await this.pseudonyms.actor(association, { role: 'member', subject });
    const bound = await this.bindings.refOf(association, account);
    const member = bound === null ? null : ((await this.persons.state(association, bound))?.ref ?? bound);
    if (member !== null) await this.looks.write(looker, { what: 'BINDINGS', member, seen: [] });
    return { account, member, ...(await this.ended.read(association, account)) };
  }
}
