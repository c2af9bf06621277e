import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
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
    if (actor.id === disposal.proposedBy) throw new Refusal('disposal-same-person');
    if (disposal.approvedBy === actor.id) return { disposal, isNew: false };
    if (disposal.status === 'withdrawn') throw new Refusal('disposal-withdrawn');
    if (disposal.status !== 'proposed') throw new Refusal('disposal-approved');
    const { disposal: now, isNew } = await this.decisions.write(association, actor, disposal, 'DisposalApproved');
    if (now.status === 'withdrawn') throw new Refusal('disposal-withdrawn');
    if (!isNew && now.approvedBy !== actor.id) throw new Refusal('disposal-approved');
    return { disposal: now, isNew };
  }
}
