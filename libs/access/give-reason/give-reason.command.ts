import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, Refusal } from '#platform';
import { maskMyNumbers } from '#statute';
import { AssociationActs, type NotedAct } from '../acts/association-acts.js';
import { reasonStream, type ReasonGiven } from '../domain/reason-events.js';
import type { Asking } from '../keep-mandates/propose-mandate.command.js';
import type { GiveReasonRequest, ReasonAnswer } from './reason.request.js';

/** A working day: whoever looks on tomorrow says anew why. */
const REASON_MILLISECONDS = 8 * 3_600 * 1_000;

export interface ReasonResult {
  readonly answer: ReasonAnswer;
  readonly isNew: boolean;
}

export class GiveReason extends Command<ReasonResult> {
  constructor(
    readonly asking: Asking,
    readonly request: GiveReasonRequest,
  ) {
    super();
  }
}

@CommandHandler(GiveReason)
export class GiveReasonHandler implements ICommandHandler<GiveReason, ReasonResult> {
  constructor(
    @Inject(AssociationActs) private readonly acts: AssociationActs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ asking, request }: GiveReason): Promise<ReasonResult> {
    const stream = reasonStream(request.id);
    const given = this.#given(request);
    const { acts, isNew } = await this.acts.act({ ...asking, stream }, ([known], actor) => {
      if (!known) return given;
      if (known.by !== actor.id) throw new Refusal('reason-differs');
      return null;
    });
    if (!isNew && !isSame(given, (await this.acts.open(asking.association, stream))[0])) {
      throw new Refusal('reason-differs');
    }
    const { reasonId, class: code, until } = acts[0]!.data as ReasonGiven['data'];
    return { answer: { id: reasonId, class: code, until }, isNew };
  }

  #given({ id: reasonId, class: code, reason, persons }: GiveReasonRequest): ReasonGiven {
    const until = new Date(this.clock.now().getTime() + REASON_MILLISECONDS).toISOString();
    return {
      type: 'ReasonGiven',
      data: { reasonId, class: code, until, limited: persons !== undefined },
      sealed: { reason: maskMyNumbers(reason).text, persons: [...new Set(persons)].sort() },
    };
  }
}

/** The same said twice is one reason; it does not count the longer for it. */
function isSame({ data, sealed }: ReasonGiven, known: NotedAct | undefined): boolean {
  const before = known?.data as ReasonGiven['data'] | undefined;
  return (
    before?.class === data.class &&
    before.limited === data.limited &&
    JSON.stringify(known?.sealed) === JSON.stringify(sealed)
  );
}
