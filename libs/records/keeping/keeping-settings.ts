import { Inject, Injectable } from '@nestjs/common';
import { associationOn, AssociationReader } from '#ledger';
import { DEFAULT_SETTINGS, type Day } from '#statute';

/** What the association settled for itself on how long it keeps. */
@Injectable()
export class KeepingSettings {
  constructor(@Inject(AssociationReader) private readonly associations: AssociationReader) {}

  async keepLaterDate(association: string, asOf: Day): Promise<boolean> {
    const { events } = await this.associations.history(association);
    return associationOn(events, asOf)?.settings.keepLaterDate ?? DEFAULT_SETTINGS.keepLaterDate;
  }
}
