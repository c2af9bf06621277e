import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '#platform';
import { dayInJapan } from '#statute';
import { AssociationActs } from '../acts/association-acts.js';
import { endedStream, type AccountTokensEnded, type EndingCode } from '../domain/ended-events.js';
import { EndedAccounts } from '../ended-accounts/ended-accounts.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

export class EndTokens extends Command<void> {
  constructor(
    readonly asking: Asking,
    readonly why: EndingCode,
  ) {
    super();
  }
}

/** Ends the tokens of whoever asks, with the one by which it is asked. */
@CommandHandler(EndTokens)
export class EndTokensHandler implements ICommandHandler<EndTokens, void> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(EndedAccounts) private readonly ended: EndedAccounts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, why }: EndTokens): Promise<void> {
    const { association, caller } = asking;
    const { id: account } = await this.pseudonyms.actor(association, caller);
    const fact: AccountTokensEnded = { type: 'AccountTokensEnded', data: { account, why }, sealed: null };
    const stream = endedStream(dayInJapan(this.clock.now().toISOString()));
    await this.acts.note({ ...asking, stream }, fact);
    await this.ended.read(association, account);
  }
}
