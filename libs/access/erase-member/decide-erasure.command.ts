import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { Persons } from '../directory/persons.js';
import { isAsProposed, type Erasure } from '../domain/erasure.js';
import { erasureStream } from '../domain/erasure-events.js';
import { isFault, judgeApproval, judgeWithdrawal, type FourEyesVerdict } from '../domain/four-eyes.js';
import { ErasureStreams, type ErasureActor } from './erasure-streams.js';

/** A second person agrees, or somebody takes the proposal back. */
export type ErasureDecision = 'approve' | 'withdraw';

export class DecideErasure extends Command<Erasure> {
  constructor(
    readonly actor: ErasureActor,
    readonly erasureId: string,
    readonly decision: ErasureDecision,
  ) {
    super();
  }
}

@CommandHandler(DecideErasure)
export class DecideErasureHandler implements ICommandHandler<DecideErasure, Erasure> {
  constructor(
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(Persons) private readonly persons: Persons,
  ) {}

  async execute({ actor, erasureId, decision }: DecideErasure): Promise<Erasure> {
    const { association } = actor;
    const by = await this.streams.pseudonymOf(actor);
    const erasure = await this.streams.read(association, erasureId);
    if (isDecided(erasure, by, decision)) return erasure;
    const { member, revision: expected } = erasure;
    if (decision === 'approve') refuseUnlessProposed(erasure, await this.persons.references(association, member));
    const type = decision === 'approve' ? ('ErasureApproved' as const) : ('ErasureWithdrawn' as const);
    const event = { type, data: { erasureId }, sealed: null };
    await this.streams.write(actor, { stream: erasureStream(erasureId), expected, member, event });
    // Somebody else may have decided at the same moment: what stands then is what counts.
    const now = await this.streams.read(association, erasureId);
    isDecided(now, by, decision);
    return now;
  }
}

/** Whether it stands so already; refuses what contradicts it. */
function isDecided(erasure: Erasure, by: string, decision: ErasureDecision): boolean {
  const verdict = decision === 'approve' ? judgeApproval(erasure, by) : judgeWithdrawal(erasure);
  return refuseUnlessPossible(verdict) === 'known';
}

export function refuseUnlessPossible(verdict: FourEyesVerdict): 'new' | 'known' {
  if (isFault(verdict)) throw new Refusal(`erasure-${verdict}`);
  return verdict;
}

/** Two persons agree on references: who was merged in later is nobody they agreed on. */
export function refuseUnlessProposed(erasure: Erasure, refs: readonly string[]): void {
  if (!isAsProposed(erasure, refs)) throw new Refusal('erasure-changed');
}
