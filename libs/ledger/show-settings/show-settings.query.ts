import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '#platform';
import { dayInJapan, DEFAULT_SETTINGS } from '#statute';
import { associationOn } from '../domain/association.js';
import { AssociationReader } from '../reading/association-reader.js';
import type { SettingsOnDayAnswer } from './answers.js';

export interface ShownSettings {
  readonly revision: number;
  readonly answer: SettingsOnDayAnswer;
}

export class ShowSettings extends Query<ShownSettings> {
  constructor(
    readonly association: string,
    readonly day: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ShowSettings)
export class ShowSettingsHandler implements IQueryHandler<ShowSettings, ShownSettings> {
  constructor(
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ association, day }: ShowSettings): Promise<ShownSettings> {
    const { opened, events, revision } = await this.associations.history(association);
    const on = day ?? dayInJapan(this.clock.now().toISOString());
    const settings = { ...DEFAULT_SETTINGS, ...associationOn(events, on)!.settings };
    const changes = opened.flatMap(({ fact, stored }) =>
      fact.type === 'SettingsChanged'
        ? [{ ...fact.data, recordedAt: stored.envelope.recordedAt, position: stored.position }]
        : [],
    );
    return { revision, answer: { on, settings, changes } };
  }
}
