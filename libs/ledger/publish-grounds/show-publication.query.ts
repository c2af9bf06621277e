import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { dayInJapan } from '#statute';
import { associationOn } from '../domain/association.js';
import { ArrangementReader } from '../knowledge/arrangement-reader.js';
import { AssociationReader } from '../reading/association-reader.js';
import { GroundRows } from '../reading/ground-rows.js';
import type { PublicationAnswer } from './answers.js';
import { publicationOf } from './publication.js';

export interface ShownPublication {
  readonly etag: string;
  readonly answer: PublicationAnswer;
}

export class ShowPublication extends Query<ShownPublication> {
  constructor(readonly association: string) {
    super();
  }
}

/** More arrangements than an association has. */
const ARRANGEMENTS_MAX = 5_000;
/** Publications kept ready: anybody may ask for one, and it changes seldom. */
const KEPT_MAX = 200;

@QueryHandler(ShowPublication)
export class ShowPublicationHandler implements IQueryHandler<ShowPublication, ShownPublication> {
  readonly #kept = new Map<string, { readonly state: string; readonly shown: Promise<ShownPublication> }>();

  constructor(
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Made anew once anything it tells of was spoken of again, and every day. */
  async execute({ association }: ShowPublication): Promise<ShownPublication> {
    const newest = await this.rows.newest(association);
    if (newest === null) throw new Refusal('no-such-publication');
    const on = dayInJapan(this.clock.now().toISOString());
    const state = `${newest} ${on}`;
    const known = this.#kept.get(association);
    this.#kept.delete(association);
    const shown = known?.state === state ? known.shown : this.#make(association, on);
    this.#kept.set(association, { state, shown });
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    try {
      return await shown;
    } catch (error) {
      this.#kept.delete(association);
      throw error;
    }
  }

  async #make(association: string, on: string): Promise<ShownPublication> {
    const { events } = await this.associations.history(association);
    const rows = await this.rows.read({ association, kind: 'arrangement', limit: ARRANGEMENTS_MAX });
    const ids = rows.map(({ id }) => id);
    const known = await this.arrangements.readAll(association, ids);
    const arrangements = ids.map((id) => known.get(id)!.events);
    const answer = publicationOf({ id: association, association: associationOn(events, on)!, arrangements, on });
    const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
    return { answer, etag: `"${digest.slice(0, ETAG_CHARACTERS)}"` };
  }
}

const ETAG_CHARACTERS = 22;
