import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { FactWriter } from '#ledger';
import { Clock, Refusal } from '#platform';
import type { DisposalApproved } from '../domain/disposal-events.js';
import { disposalStream, DisposalStreams } from '../keeping/disposal-streams.js';
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
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, disposalId }: ApproveDisposal): Promise<DisposalResult> {
    const disposal = await this.streams.read(association, disposalId);
    const actor = await this.pseudonyms.actor(association, caller);
    if (actor.id === disposal.proposedBy) throw new Refusal('disposal-same-person');
    if (disposal.approvedBy === actor.id) return { disposal, isNew: false };
    if (disposal.status === 'withdrawn') throw new Refusal('disposal-withdrawn');
    if (disposal.status !== 'proposed') throw new Refusal('disposal-approved');
    const fact: DisposalApproved = { type: 'DisposalApproved', data: { disposalId }, sealed: null };
    const context = { association, actor, causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
    const place = { stream: disposalStream(disposalId), expected: disposal.revision, at: this.clock.now() };
    const { outcome } = await this.writer.write(place, context, [{ fact, subject: null }]);
    const now = await this.streams.read(association, disposalId);
    if (now.status === 'withdrawn') throw new Refusal('disposal-withdrawn');
    if (outcome !== 'appended' && now.approvedBy !== actor.id) throw new Refusal('disposal-approved');
    return { disposal: now, isNew: outcome === 'appended' };
  }
}
