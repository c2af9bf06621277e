import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { type Caller } from '#access';
import { EVENT_STORE, ProjectionProgress, type EventStore } from '#event-store';
import { RegisterOnce, type Registered } from '#ledger';
import { Clock, DayField, ofAssociation, Refusal, TextField } from '#platform';
import { dayInJapan } from '#statute';
import type { SeriesClosed } from '../domain/record-events.js';

export class CloseSeriesRequest {
  @DayField({ optional: true, description: 'Day from which nothing more is sent under it; today when left out' })
  closedOn?: string;

  @TextField({ description: 'Why; kept sealed' })
  reason!: string;
}

export class CloseSeries extends Command<Registered> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly seriesId: string,
    readonly request: CloseSeriesRequest,
  ) {
    super();
  }
}

/** Closing a series changes neither its last day nor its statutory end; it only lets that end be known. */
@CommandHandler(CloseSeries)
export class CloseSeriesHandler implements ICommandHandler<CloseSeries, Registered> {
  constructor(
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, caller, seriesId, request }: CloseSeries): Promise<Registered> {
    const today = dayInJapan(this.clock.now().toISOString());
    const { closedOn = today, reason } = request;
    if (closedOn > today)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/closedOn', detail: `is after ${today}` }] });
    await this.#refuseUnknown(association, seriesId);
    const fact: SeriesClosed = { type: 'SeriesClosed', data: { seriesId, closedOn }, sealed: { reason } };
    const stream = `series-${seriesId}`;
    const registration = { association, caller, stream, expected: 'none' as const, fact, subject: null };
    const registered = await this.once.register(registration, ([first]) => first);
    if (!registered) throw new Refusal('series-closed');
    return registered;
  }

  async #refuseUnknown(association: string, seriesId: string): Promise<void> {
    const head = await this.store.head(association);
    if (head !== null) await this.progress.waitFor('records', association, head);
    const { rowCount } = await ofAssociation(this.pool, association).query(
      // Of a series in the restricted chain no officer may know that it exists.
      `SELECT FROM records.statutory_record WHERE association = $1 AND series_id = $2 AND chain = 'open' LIMIT 1`,
      [association, seriesId],
    );
    if (rowCount === 0) throw new Refusal('series-unknown');
  }
}
