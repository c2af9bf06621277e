import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { v5 } from 'uuid';
import type { Caller } from '#access';
import { DeclareStanding, KnowledgeReader } from '#ledger';
import { Clock, Refusal } from '#platform';
import type { RequestAsker, RequestChannel, RequestOutcome, StandingFacts } from '#statute';
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

/** Ids that are tried for one stop: each that was taken was taken by hand. */
const IDS_MAX = 20;

/** The ids that the stop of a decision may have, the first of them as a rule. */
export function stopIds({ requestId }: Pick<RequestState, 'requestId'>, scope: StopScope): string[] {
  const { classes, parties, items, purposes } = scope;
  const idOf = (further: readonly number[]) =>
    v5(JSON.stringify([requestId, classes, parties, items, purposes, ...further]), STOPS);
  return Array.from({ length: IDS_MAX }, (_, index) => idOf(index === 0 ? [] : [index]));
}

/** Whether something that is declared is the very stop that is wanted, and in force. */
export function isStopInForce(one: StandingFacts, scope: StopScope, now: string): boolean {
  const inForce = one.effectiveFrom <= now && (one.withdrawnAt === null || now < one.withdrawnAt);
  const isSame = SCOPE.every((part) => JSON.stringify(one.scope[part]) === JSON.stringify(scope[part]));
  return one.kind === 'STOP' && one.matter === null && inForce && isSame;
}

const SCOPE = ['classes', 'parties', 'items', 'purposes'] as const;

interface WantedStop {
  readonly ref: string;
  readonly state: RequestState;
  readonly scope: StopScope;
}

/** Declares the stop of a granted request before the decision is written: nothing is sent once it is answered. */
@Injectable()
export class RequestStops {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(KnowledgeReader) private readonly knowledge: KnowledgeReader,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The id of the stop: that of one which an attempt declared that was cut off before it wrote the decision, or one that
   * nobody took. What else somebody declared under such an id is no stop of this decision, nor is one that was withdrawn.
   */
  async idOf(association: string, { ref, state, scope }: WantedStop): Promise<string> {
    const standing = await this.#standing(association, ref);
    const now = this.clock.now().toISOString();
    const fits = (id: string) => {
      const known = standing.get(id);
      // What was decided is said again with the stop it had, whatever became of that since.
      return id === state.decision?.standingId || known === undefined || isStopInForce(known, scope, now);
    };
    const id = stopIds(state, scope).find(fits);
    if (id === undefined) throw new Refusal('disclosure-request-changed');
    return id;
  }

  async declare(
    association: string,
    caller: Pick<Caller, 'role' | 'subject'>,
    { ref, state, scope, id }: WantedStop & { readonly id: string },
  ): Promise<void> {
    const now = this.clock.now().toISOString();
    const known = (await this.#standing(association, ref)).get(id);
    if (known && isStopInForce(known, scope, now)) return;
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
      if (!(error instanceof Refusal)) throw error;
      // Somebody took the id at this very moment: the next attempt takes another.
      throw error.code === 'standing-differs' ? new Refusal('disclosure-request-changed') : pointedHere(error);
    });
  }

  async #standing(association: string, ref: string): Promise<ReadonlyMap<string, StandingFacts>> {
    const wish = { arrangement: null, party: null, members: [ref] };
    const { standing } = await this.knowledge.read(association, wish);
    return new Map((standing.get(ref) ?? []).map((one) => [one.id, one]));
  }
}

// What does not fit in the scope of the stop stands elsewhere in what was sent here.
function pointedHere({ code, facts }: Refusal): Refusal {
  const { errors, ...rest } = facts;
  if (!errors) return new Refusal(code, rest);
  const pointed = errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/scope/, '/stop'), detail }));
  return new Refusal(code, { ...rest, errors: pointed });
}
