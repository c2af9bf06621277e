import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import type { BreachAnswer, BreachListAnswer } from './breach.answer.js';
import { BreachReader } from './breach-reader.js';
import { describeBreach } from './describe-breach.js';

export class ListBreaches extends Query<BreachListAnswer> {
  constructor(
    readonly association: string,
    readonly state: 'open' | 'closed' | null,
  ) {
    super();
  }
}

export class ShowBreach extends Query<BreachAnswer> {
  constructor(
    readonly association: string,
    readonly breachId: string,
  ) {
    super();
  }
}

/** What is due first comes first; what is closed comes last, the newest first. */
@QueryHandler(ListBreaches)
export class ListBreachesHandler implements IQueryHandler<ListBreaches, BreachListAnswer> {
  constructor(
    @Inject(BreachReader) private readonly breaches: BreachReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, state }: ListBreaches): Promise<BreachListAnswer> {
    const on = dayInJapan(this.clock.now().toISOString());
    const { breaches } = await this.breaches.read(association);
    const all = [...breaches.values()].map((known) => describeBreach(known, on));
    const wanted = all.filter((one) => state === null || one.state === state);
    return { on, breaches: wanted.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)) };
  }
}

function orderOf({ state, preliminary, final, position }: BreachAnswer): string {
  const due = (one: BreachAnswer['final']) => (one.doneOn === null ? (one.dueOn ?? '9') : '9');
  return `${state === 'open' ? 0 : 1} ${[due(preliminary), due(final)].sort()[0]} ${position}`;
}

@QueryHandler(ShowBreach)
export class ShowBreachHandler implements IQueryHandler<ShowBreach, BreachAnswer> {
  constructor(
    @Inject(BreachReader) private readonly breaches: BreachReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, breachId }: ShowBreach): Promise<BreachAnswer> {
    const known = (await this.breaches.read(association)).breaches.get(breachId);
    if (!known) throw new Refusal('breach-unknown');
    return describeBreach(known, dayInJapan(this.clock.now().toISOString()));
  }
}
