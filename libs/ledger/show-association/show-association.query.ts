import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '#platform';
import { currentRuleset, dayInJapan, purposeOf } from '#statute';
import { associationOn, type KnownAssociation } from '../domain/association.js';
import { AssociationReader } from '../reading/association-reader.js';
import type { AssociationAnswer, ShownPurposeAnswer } from './answers.js';

export interface ShownAssociation {
  readonly revision: number;
  readonly answer: AssociationAnswer;
}

export class ShowAssociation extends Query<ShownAssociation> {
  constructor(
    readonly association: string,
    readonly day: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowAssociation)
export class ShowAssociationHandler implements IQueryHandler<ShowAssociation, ShownAssociation> {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, day }: ShowAssociation): Promise<ShownAssociation> {
    const { events, revision } = await this.associations.history(association);
    const on = day ?? dayInJapan(this.clock.now().toISOString());
    const known = associationOn(events, on)!;
    const { class: kind, name, insurerNumber, recordsHeldFrom, sealed } = known;
    const answer = {
      id: association,
      on,
      class: kind,
      name: { ja: name.ja, en: name.en },
      insurerNumber,
      address: sealed?.address ?? null,
      representative: sealed?.representative ?? null,
      contact: { ...sealed?.contact },
      recordsHeldFrom,
      purposes: shownPurposes(known, on),
    };
    return { revision, answer };
  }
}

/** The purposes table in words, by the ruleset of the day. */
export function shownPurposes({ purposes }: KnownAssociation, on: string): ShownPurposeAnswer[] {
  const ruleset = currentRuleset(on);
  return purposes.map(({ code, publishedFrom, publishedUntil = null }) => {
    const { ja = code, en = code } = purposeOf(ruleset, code) ?? {};
    return { code, ja, en, publishedFrom, publishedUntil };
  });
}
