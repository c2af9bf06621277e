import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isFault, judgeApproval, Pseudonyms, type Caller } from '#access';
import { Refusal } from '#platform';
import { DisposalDecisions } from '../keeping/disposal-decisions.js';
import { DisposalStreams } from '../keeping/disposal-streams.js';
import type { DisposalResult } from '../propose-disposal/propose-disposal.command.js';

export class ApproveDisposal extends Command<DisposalResult> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly disposalId: string,
  ) {
    super();
  }
}

/** Four eyes: whoever proposed a disposal cannot approve it. */
@CommandHandler(ApproveDisposal)
export class ApproveDisposalHandler implements ICommandHandler<ApproveDisposal, DisposalResult> {
  constructor(
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(DisposalDecisions) private readonly decisions: DisposalDecisions,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async execute({ association, caller, disposalId }: ApproveDisposal): Promise<DisposalResult> {
    const disposal = await this.streams.read(association, disposalId);
    const actor = await this.pseudonyms.actor(association, caller);
    const verdict = judgeApproval(disposal, actor.id);
    if (isFault(verdict)) throw new Refusal(`disposal-${verdict}`);
    if (verdict === 'known') return { disposal, isNew: false };
    const { disposal: now, isNew } = await this.decisions.write(association, actor, disposal, 'DisposalApproved');
    // Somebody else approved or withdrew it at the same moment.
    const after = judgeApproval(now, actor.id);
    if (isFault(after)) throw new Refusal(`disposal-${after}`);
    return { disposal: now, isNew };
  }
}
