import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { comesOfAgeOn, dayInJapan, maskMyNumbers } from '#statute';
import { AssociationActs, type NotedAct } from '../acts/association-acts.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import {
  representationsStream,
  representingStream,
  type RepresentationEntered,
} from '../domain/representation-events.js';
import { isOfMinor, representationsOf } from '../domain/representations.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { presentMember } from '../members/present-member.js';
import { nameOfMember, notedRepresentation, Represented } from '../representations/represented.js';
import { representationAnswer, type RepresentationAnswer } from './representation.answer.js';
import type { EnterRepresentationRequest } from './representation.request.js';

export interface EnteredRepresentation {
  readonly answer: RepresentationAnswer;
  readonly isNew: boolean;
}

export class EnterRepresentation extends Command<EnteredRepresentation> {
  constructor(
    readonly asking: Asking,
    readonly ref: string,
    readonly request: EnterRepresentationRequest,
  ) {
    super();
  }
}

@CommandHandler(EnterRepresentation)
export class EnterRepresentationHandler implements ICommandHandler<EnterRepresentation, EnteredRepresentation> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Represented) private readonly represented: Represented,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, ref, request }: EnterRepresentation): Promise<EnteredRepresentation> {
    const { association } = asking;
    await presentMember(this.persons, association, ref);
    await this.#refuseImpossible(association, ref, request);
    const { name, fact } = await this.#entering(association, request);
    const id = request.id;
    const stream = representationsStream(ref);
    const known = (await this.acts.open(association, stream)).find((act) => isEntryOf(act, id));
    if (known && !isSame(known, fact)) throw new Refusal('representation-differs');
    const place = { ...asking, subject: ref, goesWithSubject: true };
    // Where to look first, and then what counts: broken off between, it is one that never began.
    await this.acts.act({ ...place, stream: representingStream(name) }, (acts) =>
      acts.some((act) => isEntryOf(act, id)) ? null : fact,
    );
    const { acts, isNew } = await this.acts.act({ ...place, stream }, (before) =>
      before.some((act) => isEntryOf(act, id)) ? null : fact,
    );
    const representation = representationsOf(acts.map(notedRepresentation)).get(id)!;
    const ends = await this.represented.endOf(association, ref, representation);
    return { answer: representationAnswer(representation, ends), isNew };
  }

  async #refuseImpossible(
    association: string,
    ref: string,
    { kind, subject, representative, from, until }: EnterRepresentationRequest,
  ): Promise<void> {
    if ((subject === undefined) === (representative === undefined)) {
      refuseField('/subject', 'say subject or representative, and one of them');
    }
    if (representative === ref) refuseField('/representative', 'is the member');
    if (until !== undefined && until < from) refuseField('/until', 'is before the first day');
    if (representative !== undefined) await presentMember(this.persons, association, representative);
    if (!isOfMinor(kind)) return;
    const birthDate = (await this.directory.read(association, [ref])).get(ref)?.birthDate;
    if (!birthDate) throw new Refusal('birth-date-missing');
    if (comesOfAgeOn(birthDate) <= dayInJapan(this.clock.now().toISOString())) throw new Refusal('of-age');
  }

  async #entering(
    association: string,
    { id: representationId, kind, subject, representative, from, until, evidence }: EnterRepresentationRequest,
  ): Promise<{ readonly name: string; readonly fact: RepresentationEntered }> {
    const account =
      subject === undefined
        ? undefined
        : (await this.pseudonyms.actor(association, { role: 'representative', subject })).id;
    const name = account ?? (await nameOfMember(this.pseudonyms, association, representative!));
    const data = { representationId, kind, from, ...(until && { until }), ...(account && { account }) };
    const sealed = { ...(representative && { representative }), evidence: maskMyNumbers(evidence).text };
    return { name, fact: { type: 'RepresentationEntered', data, sealed } };
  }
}

function isEntryOf({ type, data }: NotedAct, id: string): boolean {
  return type === 'RepresentationEntered' && (data as RepresentationEntered['data']).representationId === id;
}

function isSame({ data, sealed }: NotedAct, fact: RepresentationEntered): boolean {
  const text = (value: object) => JSON.stringify(Object.entries(value).sort());
  return text(data as object) === text(fact.data) && text((sealed ?? {}) as object) === text(fact.sealed);
}

function refuseField(pointer: string, detail: string): never {
  throw new Refusal('invalid-request', { errors: [{ pointer, detail }] });
}
