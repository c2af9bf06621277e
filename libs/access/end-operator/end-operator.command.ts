import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import type { AccountEnding } from '../close-account/close-account.command.js';
import type { EndedEvent } from '../domain/ended-events.js';
import { EndedOperators } from '../ended-accounts/ended-operators.js';

export class EndOperator extends Command<AccountEnding> {
  constructor(
    /** `sub` of the tokens of whoever asks. */
    readonly by: string,
    /** `sub` of those of the account. */
    readonly subject: string,
    readonly what: EndedEvent['type'],
  ) {
    super();
  }
}

/** Ends the tokens of an operator, closes the account or opens it again; what is so already is answered alike. */
@CommandHandler(EndOperator)
export class EndOperatorHandler implements ICommandHandler<EndOperator, AccountEnding> {
  constructor(@Inject(EndedOperators) private readonly operators: EndedOperators) {}

  async execute({ by, subject, what }: EndOperator): Promise<AccountEnding> {
    const account = await this.operators.account(subject);
    if (what === 'AccountTokensEnded') return { account, ...(await this.operators.note({ by, subject, what })) };
    // Whoever closes the own one closes out the last operator; one's tokens can be ended.
    if (by === subject) throw new Refusal('account-own');
    const ending = await this.operators.read(account);
    const isSo = (ending.closedAt !== null) === (what === 'AccountClosed');
    return { account, ...(isSo ? ending : await this.operators.note({ by, subject, what })) };
  }
}
