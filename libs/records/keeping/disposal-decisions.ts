import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#event-store';
import { FactWriter } from '#ledger';
import { Clock } from '#platform';
import type { Disposal } from '../domain/disposal.js';
import type { DisposalApproved, DisposalWithdrawn } from '../domain/disposal-events.js';
import { disposalStream, DisposalStreams } from './disposal-streams.js';

/** Writes what somebody decided of a disposal that was read, unless somebody else decided meanwhile. */
@Injectable()
export class DisposalDecisions {
  constructor(
    @Inject(DisposalStreams) private readonly streams: DisposalStreams,
    @Inject(FactWriter) private readonly writer: FactWriter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The disposal as it stands afterwards, and whether this decision was written. */
  async write(
    association: string,
    actor: Actor,
    { revision, proposal: { disposalId } }: Disposal,
    type: (DisposalApproved | DisposalWithdrawn)['type'],
  ): Promise<{ readonly disposal: Disposal; readonly isNew: boolean }> {
    const fact = { type, data: { disposalId }, sealed: null };
    const context = { association, actor, causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
    const place = { stream: disposalStream(disposalId), expected: revision, at: this.clock.now() };
    const { outcome } = await this.writer.write(place, context, [{ fact, subject: null }]);
    return { disposal: await this.streams.read(association, disposalId), isNew: outcome === 'appended' };
  }
}
