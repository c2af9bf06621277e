import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '#access';
import { Refusal } from '#platform';
import { comesOfAgeOn, dayInJapan } from '#statute';
import type { DeclaredByRequest } from './declare-standing.request.js';

/** A declaration that somebody may have made for a member. */
export interface RepresentedWord {
  readonly by?: DeclaredByRequest | null;
  readonly receivedAt: string;
}

/**
 * Whether a parent may still speak for a member. The mandate ends on the day on which the member comes of age (Civil
 * Code art. 4, 818); what was declared before stands until the member says otherwise.
 */
@Injectable()
export class ParentalMandates {
  constructor(@Inject(Directory) private readonly directory: Directory) {}

  async refuseEnded(association: string, member: string, { by, receivedAt }: RepresentedWord): Promise<void> {
    if (by?.who !== 'representative' || by.capacity !== 'PARENT') return;
    const birthDate = (await this.directory.read(association, [member])).get(member)?.birthDate;
    if (!birthDate) return;
    const endedOn = comesOfAgeOn(birthDate);
    if (dayInJapan(new Date(receivedAt).toISOString()) >= endedOn) throw new Refusal('mandate-ended');
  }
}
