import { Inject, Injectable } from '@nestjs/common';
import { Clock, Refusal } from '#platform';
import { addDays, comesOfAgeOn, dayInJapan, type Day } from '#statute';
import { AssociationActs, type NotedAct } from '../acts/association-acts.js';
import { AccountBindings } from '../bindings/account-bindings.js';
import { Directory } from '../directory/directory.js';
import { Persons } from '../directory/persons.js';
import type { Caller } from '../domain/caller.js';
import { isFlagged } from '../domain/flags.js';
import {
  representationsStream,
  representingStream,
  type RepresentationEntered,
} from '../domain/representation-events.js';
import {
  endsOn,
  isInForce,
  isOfHousehold,
  representationsOf,
  type NotedRepresentationEvent,
  type Representation,
} from '../domain/representations.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { MemberFlags } from '../members/member-flags.js';

/** A member whom a caller may represent today. */
export interface RepresentedMember {
  readonly ref: string;
  readonly representation: Representation;
  /** The first day on which it is over by itself; null where no day ends it. */
  readonly endsOn: Day | null;
}

/** Whom a caller may represent: asked anew at every request, so that what ends counts at once. */
@Injectable()
export class Represented {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(AccountBindings) private readonly bindings: AccountBindings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async by(caller: Caller): Promise<RepresentedMember[]> {
    const association = caller.association!;
    const today = dayInJapan(this.clock.now().toISOString());
    const found: RepresentedMember[] = [];
    const { id: account } = await this.pseudonyms.actor(association, caller);
    const isMember = caller.role === 'member' || (await this.bindings.refOf(association, account)) !== null;
    for (const name of await this.#namesOf(association, account, caller.member)) {
      for (const { subject, data } of await this.acts.read(association, representingStream(name))) {
        const { representationId } = data as RepresentationEntered['data'];
        const one = await this.#inForce({ association, ref: subject!, id: representationId }, today, isMember);
        // Two may stand between the same two persons: one is enough.
        if (one && !found.some(({ ref }) => ref === one.ref)) found.push(one);
      }
    }
    return found;
  }

  /** Refuses in one way, whether there is none, it is over, or the member is protected from whoever asks. */
  async require(caller: Caller, ref: string): Promise<RepresentedMember> {
    const found = (await this.by(caller)).find((one) => one.ref === ref);
    if (!found) throw new Refusal('not-represented');
    return found;
  }

  async #inForce(
    { association, ref, id }: { readonly association: string; readonly ref: string; readonly id: string },
    today: Day,
    isMember: boolean,
  ): Promise<RepresentedMember | null> {
    const person = await this.persons.state(association, ref);
    if (!person || person.isClosed) return null;
    const acts = await this.acts.read(association, representationsStream(ref));
    const representation = representationsOf(acts.map(notedRepresentation)).get(id);
    if (!representation) return null;
    const ends = await this.endOf(association, person.ref, representation);
    if (!isInForce(representation, ends, today)) return null;
    const isProtected =
      isOfHousehold(representation, isMember) &&
      isFlagged(await this.flags.of(association, person.ref), 'NON_DISCLOSURE');
    return isProtected ? null : { ref: person.ref, representation, endsOn: ends };
  }

  /** The day on which it is over by itself, as far as the directory tells when the member comes of age. */
  async endOf(association: string, ref: string, representation: Representation): Promise<Day | null> {
    const birthDate = (await this.directory.read(association, [ref])).get(ref)?.birthDate ?? null;
    return endsOn(representation, birthDate === null ? null : comesOfAgeOn(birthDate), (day) => addDays(day, 1));
  }

  /** Names under which a caller may have been entered: the account, and every reference of the person. */
  async #namesOf(association: string, account: string, member: string | null): Promise<string[]> {
    const refs = member === null ? [] : await this.persons.references(association, member);
    return [account, ...(await Promise.all(refs.map((ref) => nameOfMember(this.pseudonyms, association, ref))))];
  }
}

/** A representative who is a member, as streams name one: the leaf is about the one who is represented. */
export function nameOfMember(pseudonyms: Pseudonyms, association: string, ref: string): Promise<string> {
  return pseudonyms.digest(association, `representative ${ref}`);
}

export function notedRepresentation({ type, data, at }: NotedAct): NotedRepresentationEvent {
  return { type, data, at } as NotedRepresentationEvent;
}
