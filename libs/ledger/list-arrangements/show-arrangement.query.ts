import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { ArrangementEvent, EquivalenceChecked } from '../domain/arrangement-events.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { describeArticle } from '../show-articles/describe-article.js';
import type { OpenedEvent } from '../writing/sealed-events.js';
import type { ArrangementAnswer } from './answers.js';
import { summaryOf } from './summary.js';
import { toTerms } from './to-terms.js';

export class ShowArrangement extends Query<ArrangementAnswer> {
  constructor(
    readonly association: string,
    readonly arrangementId: string,
    readonly day: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowArrangement)
export class ShowArrangementHandler implements IQueryHandler<ShowArrangement, ArrangementAnswer> {
  constructor(
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, arrangementId, day }: ShowArrangement): Promise<ArrangementAnswer> {
    const history = await this.arrangements.read(association, arrangementId);
    if (history.versions.length === 0) throw new Refusal('no-such-arrangement');
    const summary = summaryOf(arrangementId, history, day ?? dayInJapan(this.clock.now().toISOString()));
    return history.opened.reduce<ArrangementAnswer>(withEvent, {
      ...summary,
      versions: [],
      ends: [],
      equivalenceChecks: [],
    });
  }
}

function withEvent(answer: ArrangementAnswer, { fact, stored }: OpenedEvent<ArrangementEvent>): ArrangementAnswer {
  const place = { recordedAt: stored.envelope.recordedAt, position: stored.position };
  switch (fact.type) {
    case 'ArrangementVersionAnnounced': {
      const { version, change = null, printedCitations, effectiveFrom, announcedFrom } = fact.data;
      // An announcement is read by the numbers of the day on which it was made.
      const articles = printedCitations.map((printed) => describeArticle(printed, effectiveFrom, announcedFrom));
      const one = { version, ...place, terms: toTerms(fact), articles, change: change && { ...change } };
      return { ...answer, versions: [...answer.versions, one] };
    }
    case 'ArrangementEnded': {
      const one = { ...place, endsOn: fact.data.endsOn, reason: fact.sealed?.reason ?? null };
      return { ...answer, ends: [...answer.ends, one] };
    }
    case 'EquivalenceChecked':
      return {
        ...answer,
        equivalenceChecks: [...answer.equivalenceChecks, { ...checkOf(fact, stored.envelope.id), ...place }],
      };
    default:
      return fact satisfies never;
  }
}

const GONE = {
  systemEstablishedBy: '',
  measures: '',
  checkMethod: '',
  foreignInstitutions: '',
  hindrance: '',
  remedy: '',
} as const;

function checkOf({ data, sealed }: EquivalenceChecked, id: string) {
  const { checkedOn, outcome, country } = data;
  return { id, checkedOn, outcome, country, ...(sealed ?? GONE) };
}
