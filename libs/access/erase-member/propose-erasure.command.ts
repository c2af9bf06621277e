import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { Persons } from '../directory/persons.js';
import type { Erasure } from '../domain/erasure.js';
import { erasureStream, type ErasureProposed } from '../domain/erasure-events.js';
import { presentMember } from '../members/present-member.js';
import { refuseWhatIsDue } from './refuse-what-is-due.js';
import { ErasureStreams, type ErasureActor } from './erasure-streams.js';
import type { ProposeErasureRequest } from './erasures.request.js';
import { MEMBER_DUTIES, type MemberDuties } from './member-duties.port.js';

export interface ErasureResult {
  readonly erasure: Erasure;
  readonly isNew: boolean;
}

type SaidOfErasure = Omit<ErasureProposed['sealed'], 'references'>;

export class ProposeErasure extends Command<ErasureResult> {
  constructor(
    readonly actor: ErasureActor,
    readonly request: ProposeErasureRequest,
  ) {
    super();
  }
}

/** Nothing is erased yet. What stands against it is told at once, and looked at again when it is executed. */
@CommandHandler(ProposeErasure)
export class ProposeErasureHandler implements ICommandHandler<ProposeErasure, ErasureResult> {
  constructor(
    @Inject(ErasureStreams) private readonly streams: ErasureStreams,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MEMBER_DUTIES) private readonly duties: MemberDuties,
  ) {}

  async execute({ actor, request }: ProposeErasure): Promise<ErasureResult> {
    const { association } = actor;
    const { id, member, basis, despite } = request;
    const words = wordsOf(request);
    const known = await this.#known(association, request, words);
    if (known) return known;
    await presentMember(this.persons, association, member);
    const references = await this.persons.references(association, member);
    if (!despite) await refuseWhatIsDue(this.duties, association, references);
    const data = { erasureId: id, basis, ...(despite && { despite: despite.code }) };
    const event: ErasureProposed = { type: 'ErasureProposed', data, sealed: { ...words, references } };
    const outcome = await this.streams.write(actor, { stream: erasureStream(id), expected: 'none', member, event });
    if (outcome !== 'appended') return (await this.#known(association, request, words))!;
    return { erasure: await this.streams.read(association, id), isNew: true };
  }

  async #known(
    association: string,
    { id, member, basis, despite }: ProposeErasureRequest,
    words: SaidOfErasure,
  ): Promise<ErasureResult | null> {
    const erasure = await this.streams.find(association, id);
    if (!erasure) return null;
    const { proposal } = erasure;
    const isSame =
      erasure.member === member &&
      proposal.basis === basis &&
      proposal.despite === despite?.code &&
      erasure.words?.reason === words.reason &&
      erasure.words.despiteReason === words.despiteReason;
    if (!isSame) throw new Refusal('erasure-differs');
    return { erasure, isNew: false };
  }
}

function wordsOf({ reason, despite }: ProposeErasureRequest): SaidOfErasure {
  return {
    reason: maskMyNumbers(reason).text,
    ...(despite && { despiteReason: maskMyNumbers(despite.text).text }),
  };
}
