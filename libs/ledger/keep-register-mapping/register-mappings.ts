import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import type { RegisterLayout } from '#readers';
import type { RegisterMappingSaved } from '../domain/register-mapping-events.js';
import { openEvents } from '../writing/sealed-events.js';

export const REGISTER_MAPPINGS_STREAM = 'register-mappings';

export interface SavedMapping {
  readonly name: string;
  readonly layout: RegisterLayout;
  /** Of the event that saved it: a job that was begun with it goes on with it. */
  readonly revision: number;
  readonly position: string;
  readonly savedAt: string;
}

/** Reads saved mappings from their stream; there are as many as an association has kinds of spreadsheets. */
@Injectable()
export class RegisterMappings {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  /** The newest under each name, by name. */
  async list(association: string): Promise<SavedMapping[]> {
    const newest = new Map((await this.#all(association)).map((saved) => [saved.name, saved]));
    return [...newest.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async read(association: string, name: string): Promise<SavedMapping> {
    const saved = (await this.#all(association)).findLast((one) => one.name === name);
    if (!saved) throw new Refusal('register-mapping-unknown');
    return saved;
  }

  /** As it was saved at a revision. */
  async at(association: string, revision: number): Promise<SavedMapping> {
    const saved = (await this.#all(association)).find((one) => one.revision === revision);
    if (!saved) throw new Refusal('register-mapping-unknown');
    return saved;
  }

  async #all(association: string): Promise<SavedMapping[]> {
    const events = await this.store.readStream(association, REGISTER_MAPPINGS_STREAM);
    const opened = await openEvents<RegisterMappingSaved>(events, this.keys);
    return opened.flatMap(({ stored: { position, envelope }, fact: { data, sealed } }) =>
      sealed
        ? [
            {
              name: data.name,
              layout: { register: data.register, ...sealed },
              revision: envelope.revision,
              position,
              savedAt: envelope.recordedAt,
            },
          ]
        : [],
    );
  }
}
