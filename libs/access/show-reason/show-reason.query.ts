import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '#platform';
import { AssociationActs } from '../acts/association-acts.js';
import { Directory } from '../directory/directory.js';
import { REASON_CLASSES, reasonStream, type ReasonGiven } from '../domain/reason-events.js';
import { LookLog } from '../looks/look-log.js';
import type { Looker } from '../looks/looker.js';
import type { ShownReasonAnswer } from './show-reason.answer.js';

export class ShowReason extends Query<ShownReasonAnswer> {
  constructor(
    readonly looker: Looker,
    readonly id: string,
  ) {
    super();
  }
}

/** A reason as it was given, for whoever has to judge whether it was one: a look at everybody for whom it counts. */
@QueryHandler(ShowReason)
export class ShowReasonHandler implements IQueryHandler<ShowReason, ShownReasonAnswer> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(LookLog) private readonly looks: LookLog,
  ) {}

  async execute({ looker, id }: ShowReason): Promise<ShownReasonAnswer> {
    const { association } = looker;
    const [given] = await this.acts.open(association, reasonStream(id));
    if (!given) throw new Refusal('no-such-reason');
    const { class: code, until, limited } = given.data as ReasonGiven['data'];
    const sealed = given.sealed as ReasonGiven['sealed'] | null;
    const persons = limited ? [...(sealed?.persons ?? [])] : null;
    await this.#log(looker, persons ?? []);
    return {
      id,
      class: code,
      ...REASON_CLASSES[code],
      reason: sealed?.reason ?? null,
      persons,
      givenAt: given.at,
      until,
      account: looker.role === 'auditor' ? given.by : null,
    };
  }

  /** Masked forms, by which auditors name persons, tell of nobody. */
  async #log(looker: Looker, persons: readonly string[]): Promise<void> {
    const known = [...(await this.directory.known(looker.association, [...persons]))];
    if (known.length === 0) return this.looks.writeReading(looker, { filters: ['reason'], count: 1 });
    await this.looks.write(looker, { what: 'REASONS', seen: known.map((member) => ({ member })) });
  }
}
