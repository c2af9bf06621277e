import { Inject, Injectable } from '@nestjs/common';
import { associationOn, AssociationReader } from '#ledger';
import { DEFAULT_SETTINGS, type AssociationSettings, type Day } from '#statute';

/** What an association had settled for a day, about requests as about all else. */
@Injectable()
export class RequestSettings {
  constructor(@Inject(AssociationReader) private readonly associations: AssociationReader) {}

  async of(association: string): Promise<(day: Day) => AssociationSettings> {
    const { events } = await this.associations.history(association);
    return (day) => ({ ...DEFAULT_SETTINGS, ...associationOn(events, day)?.settings });
  }
}
