import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AssociationActs } from '../acts/association-acts.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import { representationsStream, type RepresentationEntered } from '../domain/representation-events.js';
import { representationsOf, type Representation } from '../domain/representations.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import { knownMember } from '../members/present-member.js';
import { notedRepresentation, Represented } from '../representations/represented.js';
import { representationAnswer, type KeptRepresentationListAnswer } from './representation.answer.js';

export class ListKeptRepresentations extends Query<KeptRepresentationListAnswer> {
  constructor(
    readonly looker: Looker,
    readonly ref: string,
  ) {
    super();
  }
}

interface Kept {
  readonly representation: Representation;
  readonly sealed: RepresentationEntered['sealed'] | null;
}

/** Who represents a member, or did, for the officer who has to keep it right: a look at both. */
@QueryHandler(ListKeptRepresentations)
export class ListKeptRepresentationsHandler implements IQueryHandler<
  ListKeptRepresentations,
  KeptRepresentationListAnswer
> {
  constructor(
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Represented) private readonly represented: Represented,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, ref }: ListKeptRepresentations): Promise<KeptRepresentationListAnswer> {
    const { association } = looker;
    await knownMember(this.persons, association, ref);
    const kept = await this.#kept(association, ref);
    const presentOf = await this.#presentOf(association, kept);
    const seen = [...new Set(presentOf.values())].map((member) => ({ member }));
    const logged = this.looks.write(looker, { what: 'REPRESENTATIONS', member: ref, seen });
    const entries = await this.directory.read(association, [...presentOf.values()]);
    const representations = [];
    for (const { representation, sealed } of kept) {
      const ends = await this.represented.endOf(association, ref, representation);
      const present = presentOf.get(sealed?.representative ?? '');
      const representative = present === undefined ? null : { ref: present, name: entries.get(present)?.name ?? null };
      const evidence = sealed?.evidence ?? null;
      representations.push({ ...representationAnswer(representation, ends), representative, evidence });
    }
    await logged;
    return { representations };
  }

  async #kept(association: string, ref: string): Promise<Kept[]> {
    const kept: Kept[] = [];
    for (const one of await this.persons.references(association, ref)) {
      const acts = await this.acts.open(association, representationsStream(one));
      for (const representation of representationsOf(acts.map(notedRepresentation)).values()) {
        const entered = acts.find(
          ({ type, data }) =>
            type === 'RepresentationEntered' &&
            (data as RepresentationEntered['data']).representationId === representation.id,
        );
        kept.push({ representation, sealed: (entered?.sealed ?? null) as Kept['sealed'] });
      }
    }
    return kept;
  }

  /** Representatives who are members, under the references by which they are known now. */
  async #presentOf(association: string, kept: readonly Kept[]): Promise<Map<string, string>> {
    const named = new Set(kept.flatMap(({ sealed }) => sealed?.representative ?? []));
    const found = [...named].map(async (ref) => {
      const state = await this.persons.state(association, ref);
      return [ref, state?.ref ?? ref] as const;
    });
    return new Map(await Promise.all(found));
  }
}
