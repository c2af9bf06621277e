import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '#access';
import { Refusal } from '#platform';
import { ageOn, comesOfAgeOn, dayInJapan, type Day } from '#statute';
import type { DeclaredByRequest } from './declare-standing.request.js';

/** A declaration that somebody may have made for a member. */
export interface RepresentedWord {
  readonly by?: DeclaredByRequest | null;
  readonly receivedAt: string;
}

/** Who is not of age: whether a parent may still speak, and how old the member was. */
@Injectable()
export class Minors {
  constructor(@Inject(Directory) private readonly directory: Directory) {}

  /**
   * A parent's mandate ends on the day on which the member comes of age (Civil Code art. 4, 818); what was declared
   * before stands until the member says otherwise.
   */
  async refuseEndedMandate(association: string, member: string, { by, receivedAt }: RepresentedWord): Promise<void> {
    if (by?.who !== 'representative' || by.capacity !== 'PARENT') return;
    const birthDate = await this.#birthDateOf(association, member);
    if (birthDate && dayOf(receivedAt) >= comesOfAgeOn(birthDate)) throw new Refusal('mandate-ended');
  }

  /** Age of the member when a declaration was received, in years; undefined of whoever was of age, or is not known. */
  async ageWhen(association: string, member: string, receivedAt: string): Promise<number | undefined> {
    const birthDate = await this.#birthDateOf(association, member);
    const day = dayOf(receivedAt);
    return birthDate && day < comesOfAgeOn(birthDate) ? ageOn(birthDate, day) : undefined;
  }

  async #birthDateOf(association: string, member: string): Promise<Day | null> {
    return (await this.directory.read(association, [member])).get(member)?.birthDate ?? null;
  }
}

function dayOf(receivedAt: string): Day {
  return dayInJapan(new Date(receivedAt).toISOString());
}
