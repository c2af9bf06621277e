import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isFault, judgeWithdrawal, Pseudonyms, type Caller } from '#access';
import { Refusal } from '#platform';
import { DisposalDecisions } from '../keeping/disposal-decisions.js';
import { DisposalStreams } from '../keeping/disposal-streams.js';
import type { DisposalResult } from '../propose-disposal/propose-disposal.command.js';

export class WithdrawDisposal extends Command<DisposalResult> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly disposalId: string,
  ) {
    super();
  }
}

/** A proposal that nobody is to approve any more. What was approved may be under way, and stays. */
@CommandHandler(WithdrawDisposal)
export class WithdrawDisposalHandler implements ICommandHandler<WithdrawDisposal, DisposalResult> {
  constructor(
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(DisposalDecisions) private readonly decisions: DisposalDecisions,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async execute({ association, caller, disposalId }: WithdrawDisposal): Promise<DisposalResult> {
    const disposal = await this.streams.read(association, disposalId);
    const verdict = judgeWithdrawal(disposal);
    if (isFault(verdict)) throw new Refusal(`disposal-${verdict}`);
    if (verdict === 'known') return { disposal, isNew: false };
    const actor = await this.pseudonyms.actor(association, caller);
    const { disposal: now, isNew } = await this.decisions.write(association, actor, disposal, 'DisposalWithdrawn');
    // Approved at the same moment.
    if (now.status !== 'withdrawn') throw new Refusal('disposal-approved');
    return { disposal: now, isNew };
  }
}
