import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Caller } from '#access';
import { FactWriter } from '#ledger';
import { Clock, Refusal } from '#platform';
import type { DisposalWithdrawn } from '../domain/disposal-events.js';
import { disposalStream, DisposalStreams } from '../keeping/disposal-streams.js';
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
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, disposalId }: WithdrawDisposal): Promise<DisposalResult> {
    const disposal = await this.streams.read(association, disposalId);
    if (disposal.status === 'withdrawn') return { disposal, isNew: false };
    if (disposal.status !== 'proposed') throw new Refusal('disposal-approved');
    const fact: DisposalWithdrawn = { type: 'DisposalWithdrawn', data: { disposalId }, sealed: null };
    const actor = await this.pseudonyms.actor(association, caller);
    const context = { association, actor, causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
    const place = { stream: disposalStream(disposalId), expected: disposal.revision, at: this.clock.now() };
    const { outcome } = await this.writer.write(place, context, [{ fact, subject: null }]);
    const now = await this.streams.read(association, disposalId);
    // Approved at the same moment.
    if (now.status !== 'withdrawn') throw new Refusal('disposal-approved');
    return { disposal: now, isNew: outcome === 'appended' };
  }
}
