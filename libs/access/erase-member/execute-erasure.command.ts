import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import { Refusal } from '#platform';
import { DirectoryErasure } from '../directory/directory-erasure.js';
import { Persons } from '../directory/persons.js';
import type { Erasure } from '../domain/erasure.js';
import { erasureStream, type ErasureExecuted, type KeyDestroyed, type MemberDuty } from '../domain/erasure-events.js';
import { judgeExecution } from '../domain/four-eyes.js';
import { memberStream } from '../domain/member-events.js';
import { KEY_PROVIDER, type KeyProvider } from '../keys/key-provider.port.js';
import { refuseUnlessPossible, refuseUnlessProposed } from './decide-erasure.command.js';
import { ErasureStreams, type ErasureActor } from './erasure-streams.js';
import { MEMBER_DUTIES, type MemberDuties } from './member-duties.port.js';
import { refuseWhatIsDue } from './refuse-what-is-due.js';

/** Namespace of the events that tell of destroyed keys; any fixed UUID, never to be changed. */
const DESTROYED_NAMESPACE = '3d2f0a86-1c7b-4b52-9b1e-5a4f6c8e7d10';

export class ExecuteErasure extends Command<Erasure> {
  constructor(
    readonly actor: ErasureActor,
    readonly erasureId: string,
  ) {
    super();
  }
}

/**
 * Makes the person unreadable: directory and keys first, in one transaction, the events after it. Broken off anywhere,
 * it goes on when it is asked for again, and nothing of it happens twice.
 */
@CommandHandler(ExecuteErasure)
export class ExecuteErasureHandler implements ICommandHandler<ExecuteErasure, Erasure> {
  constructor(
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(DirectoryErasure) private readonly directory: DirectoryErasure,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(MEMBER_DUTIES) private readonly duties: MemberDuties,
  ) {}

  async execute({ actor, erasureId }: ExecuteErasure): Promise<Erasure> {
    const { association } = actor;
    const erasure = await this.streams.read(association, erasureId);
    if (refuseUnlessPossible(judgeExecution(erasure)) === 'known') return erasure;
    const refs = await this.persons.references(association, erasure.member);
    refuseUnlessProposed(erasure, refs);
    const despite = await this.#dutiesOf(association, erasure, refs);
    const { newest } = await this.provider.versions(association);
    const isWanted = async () => (await this.streams.read(association, erasureId)).status !== 'withdrawn';
    const keysOf = await this.directory.erase(association, refs, isWanted);
    // It was withdrawn, or a merger came in between.
    if (!keysOf) throw new Refusal((await isWanted()) ? 'erasure-changed' : 'erasure-withdrawn');
    for (const ref of refs) await this.#tell(actor, erasureId, ref, keysOf.get(ref) ?? []);
    const keys = [...keysOf.values()].flat().length;
    const data = { erasureId, references: refs.length, keys, keyVersion: newest, despite };
    const event: ErasureExecuted = { type: 'ErasureExecuted', data, sealed: null };
    const { member, revision: expected } = erasure;
    await this.streams.write(actor, { stream: erasureStream(erasureId), expected, member, event });
    return this.streams.read(association, erasureId);
  }

  /** What is due all the same; refuses where it is not to be passed over. What was begun is brought to its end. */
  async #dutiesOf(association: string, erasure: Erasure, refs: readonly string[]): Promise<readonly MemberDuty[]> {
    const isBegun = (await this.persons.state(association, erasure.member))?.erasedAt != null;
    if (isBegun || erasure.proposal.despite !== undefined) return this.duties.of(association, refs);
    await refuseWhatIsDue(this.duties, association, refs);
    return [];
  }

  async #tell(actor: ErasureActor, erasureId: string, ref: string, keyIds: readonly string[]): Promise<void> {
    const event: KeyDestroyed = { type: 'KeyDestroyed', data: { erasureId, keyIds }, sealed: null };
    const eventId = v5(JSON.stringify([erasureId, ref]), DESTROYED_NAMESPACE);
    await this.streams.write(actor, { stream: memberStream(ref), expected: 'any', member: ref, event, eventId });
  }
}
