import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import type { Caller } from '#access';
import { DeclareStanding } from '#ledger';
import { Clock, Refusal } from '#platform';
import type { RequestAsker, RequestChannel, RequestOutcome } from '#statute';
import type { RequestState } from '../domain/requests/request-state.js';

/** Namespace of the ids of stops that were declared because of requests; any fixed UUID, never to be changed. */
const STOPS = '9d3f6f0e-6f0a-4a0f-8f5e-1d7a5f0c4b21';

/** What is not sent any more; empty lists mean everything. */
export interface StopScope {
  readonly classes: readonly string[];
  readonly parties: readonly string[];
  readonly items: readonly string[];
  readonly purposes: readonly string[];
}

/** Outcomes after which something is not sent any more: art. 35(3) to (6). */
const STOPPING: Readonly<Record<string, readonly RequestOutcome[]>> = {
  RQ5: ['GRANTED', 'PART', 'ALTERNATIVE'],
  RQ6: ['GRANTED', 'PART'],
};

const FORMS: Readonly<Record<RequestChannel, string>> = {
  ONLINE: 'WEB',
  COUNTER: 'PAPER',
  POST: 'PAPER',
  FAX: 'PAPER',
  TELEPHONE: 'ORAL',
  EMAIL: 'ELECTRONIC',
};

const CAPACITIES: Partial<Record<RequestAsker, 'PARENT' | 'GUARDIAN' | 'AGENT'>> = {
  PARENT: 'PARENT',
  GUARDIAN: 'GUARDIAN',
  AGENT: 'AGENT',
};

export function stops({ kind }: Pick<RequestState, 'kind'>, outcome: RequestOutcome): boolean {
  return STOPPING[kind]?.includes(outcome) ?? false;
}

/** The id of the stop that a decision declares: the same decision again is the same stop. */
export function stopId({ requestId }: Pick<RequestState, 'requestId'>, scope: StopScope): string {
  const { classes, parties, items, purposes } = scope;
  return v5(JSON.stringify([requestId, classes, parties, items, purposes]), STOPS);
}

/** Declares the stop of a granted request before the decision is written: nothing is sent once it is answered. */
@Injectable()
export class RequestStops {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async declare(
    association: string,
    caller: Pick<Caller, 'role' | 'subject'>,
    { ref, state, scope }: { readonly ref: string; readonly state: RequestState; readonly scope: StopScope },
  ): Promise<void> {
    const id = stopId(state, scope);
    const now = this.clock.now().toISOString();
    const capacity = CAPACITIES[state.asker];
    const request = {
      id,
      kind: 'STOP',
      scope: {
        classes: [...scope.classes],
        parties: [...scope.parties],
        items: [...scope.items],
        purposes: [...scope.purposes],
      },
      receivedAt: state.receivedAt,
      // What went out before the decision was not stopped yet.
      effectiveFrom: now,
      form: FORMS[state.channel],
      evidence: `disclosure-request:${state.requestId}`,
      by: capacity ? { who: 'representative', id: `disclosure-request:${state.requestId}`, capacity } : { who: 'self' },
    } as ConstructorParameters<typeof DeclareStanding>[3];
    await this.commands.execute(new DeclareStanding(association, caller, ref, request)).catch((error: unknown) => {
      // Declared by an attempt that was cut off before it wrote the decision: it has stood since then.
      if (!(error instanceof Refusal)) throw error;
      if (error.code !== 'standing-differs') throw pointedHere(error);
    });
  }
}

// What does not fit in the scope of the stop stands elsewhere in what was sent here.
function pointedHere({ code, facts }: Refusal): Refusal {
  const { errors, ...rest } = facts;
  if (!errors) return new Refusal(code, rest);
  const pointed = errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/scope/, '/stop'), detail }));
  return new Refusal(code, { ...rest, errors: pointed });
}
