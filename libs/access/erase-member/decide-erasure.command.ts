import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStoreError } from '#event-store';
import { Refusal } from '#platform';
import { DirectoryErasure } from '../directory/directory-erasure.js';
import { Persons } from '../directory/persons.js';
import { isAsProposed, type Erasure } from '../domain/erasure.js';
import { erasureStream } from '../domain/erasure-events.js';
import { isFault, judgeApproval, type FourEyesVerdict } from '../domain/four-eyes.js';
import { ErasureStreams, type ErasureActor } from './erasure-streams.js';

/** A second person agrees, or somebody takes it back: what protects does not wait for a second one. */
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

/** An erasure is approved, withdrawn and executed at most once each: more can hardly come in between. */
const ATTEMPTS_MAX = 5;

@CommandHandler(DecideErasure)
export class DecideErasureHandler implements ICommandHandler<DecideErasure, Erasure> {
  constructor(
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DirectoryErasure) private readonly directory: DirectoryErasure,
  ) {}

  async execute({ actor, erasureId, decision }: DecideErasure): Promise<Erasure> {
    const { association } = actor;
    const by = await this.streams.pseudonymOf(actor);
    // Somebody else may decide at the same moment: what is answered is what stands, and what was not written is tried again.
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const erasure = await this.streams.read(association, erasureId);
      if (isDecided(erasure, by, decision)) return erasure;
      await this.#decide(actor, erasure, decision);
    }
    throw new EventStoreError('busy', 'Too many others decide on this erasure; try again.');
  }

  /** Writes it, unless somebody else wrote since the erasure was read. */
  async #decide(actor: ErasureActor, erasure: Erasure, decision: ErasureDecision): Promise<void> {
    const { association } = actor;
    const { member, words } = erasure;
    if (decision === 'approve') {
      refuseUnlessProposed(erasure, await this.persons.references(association, member));
      await this.#write(actor, erasure, 'ErasureApproved');
      return;
    }
    const refs = words?.references ?? [member];
    const write = () => this.#write(actor, erasure, 'ErasureWithdrawn');
    // Its keys are gone: what was begun is brought to its end.
    if (!(await this.directory.unlessErased(association, refs, write))) throw new Refusal('erasure-executed');
  }

  async #write(actor: ErasureActor, erasure: Erasure, type: 'ErasureApproved' | 'ErasureWithdrawn'): Promise<void> {
    const { member, revision: expected, proposal } = erasure;
    const event = { type, data: { erasureId: proposal.erasureId }, sealed: null };
    await this.streams.write(actor, { stream: erasureStream(proposal.erasureId), expected, member, event });
  }
}

function judgeWithdrawal({ status }: Erasure): 'new' | 'known' {
  if (status === 'executed') throw new Refusal('erasure-executed');
  return status === 'withdrawn' ? 'known' : 'new';
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
