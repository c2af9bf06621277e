import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { ASSOCIATION_STREAM } from '#ledger';
import { DEFAULT_SETTINGS, type AssociationSettings, type Day } from '#statute';

/** What the association settled for itself on how long it keeps. */
@Injectable()
export class KeepingSettings {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async keepLaterDate(association: string, asOf: Day): Promise<boolean> {
    let { keepLaterDate } = DEFAULT_SETTINGS;
    for (const { envelope } of await this.store.readStream(association, ASSOCIATION_STREAM)) {
      const said = envelope.data as { settings?: Partial<AssociationSettings>; effectiveFrom?: Day };
      if ((said.effectiveFrom ?? asOf) <= asOf) keepLaterDate = said.settings?.keepLaterDate ?? keepLaterDate;
    }
    return keepLaterDate;
  }
}
