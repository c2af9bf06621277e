import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs } from '../acts/association-acts.js';
import { CLOSED_STREAM, type AccountClosed, type AccountReopened, type EndedEvent } from '../domain/ended-events.js';
import type { Ending } from '../domain/ended.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

export interface AccountEnding extends Ending {
  readonly account: string;
}

export class CloseAccount extends Command<AccountEnding> {
  constructor(
    readonly asking: Asking,
    /** `sub` of its tokens. */
    readonly subject: string,
    readonly reason: string,
    /** False: reopen it. */
    readonly closes: boolean,
  ) {
    super();
  }
}

/** Closes an account of the issuer for this association, or opens it again; what is so already is answered alike. */
@CommandHandler(CloseAccount)
export class CloseAccountHandler implements ICommandHandler<CloseAccount, AccountEnding> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(EndedAccounts) private readonly ended: EndedAccounts,
  ) {}

  async execute({ asking, subject, reason, closes }: CloseAccount): Promise<AccountEnding> {
    const { association, caller } = asking;
    const { id: account } = await this.pseudonyms.actor(association, { role: 'officer', subject });
    const own = await this.pseudonyms.actor(association, caller);
    // Whoever closes the own one closes out the last officer; one's tokens can be ended.
    if (own.id === account) throw new Refusal('account-own');
    const type = closes ? 'AccountClosed' : 'AccountReopened';
    const sealed = { reason: maskMyNumbers(reason).text };
    const fact: AccountClosed | AccountReopened = { type, data: { account }, sealed };
    await this.acts.act({ ...asking, stream: CLOSED_STREAM }, (acts) => {
      const last = acts.findLast(({ data }) => (data as EndedEvent['data']).account === account);
      return (last?.type === 'AccountClosed') === closes ? null : fact;
    });
    return { account, ...(await this.ended.read(association, account)) };
  }
}
