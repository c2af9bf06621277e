import { Inject, Injectable } from '@nestjs/common';
import { Directory, MemberFlags } from '#access';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import { withheldYet } from '../domain/requests/hindrance.js';
import type { KnownRequest } from '../keep-requests/request-reader.js';

/** Whether a paper that tells of a decision may be in anybody's hands: until the delivery, what holds that up holds this up. */
@Injectable()
export class DecisionRelease {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(MemberFlags) private readonly flags: MemberFlags,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async refuseEarly(
    association: string,
    { refs: [ref], known }: { readonly refs: readonly [string, ...string[]]; readonly known: KnownRequest },
  ): Promise<void> {
    const { state, ruleset } = known;
    if (state.state !== 'decided') return;
    const today = dayInJapan(this.clock.now().toISOString());
    const birthDate = (await this.directory.read(association, [ref])).get(ref)?.birthDate ?? null;
    const flagsSince = (await this.flags.read(association, ref)).since(state.arrivedOn);
    const withheld = withheldYet(state, { ruleset, birthDate, flagsSince, today });
    if (withheld) throw new Refusal(withheld.fault, withheld.facts);
  }
}
