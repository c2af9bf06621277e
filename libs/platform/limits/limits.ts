import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock/clock.js';
import { Refusal } from '../problems/refusal.js';
import { CallerBudget, type Spent } from './caller-budget.js';
import type { LimitName, LimitTerms } from './limit-terms.js';

/** Who asks, and what of it may be logged: neither an address nor an account. */
export interface Client {
  /** Never logged and never told. */
  readonly key: string;
  readonly facts?: Readonly<Record<string, string | null>>;
}

const log = new Logger('Limits');

/** Counts what clients ask, tells them what is left (draft-ietf-httpapi-ratelimit-headers-10), and refuses what is too much. */
export class Limits {
  readonly #budgets = new Map<LimitName, CallerBudget>();

  constructor(
    terms: LimitTerms,
    private readonly clock: Clock,
  ) {
    for (const [name, term] of Object.entries(terms)) {
      if (term) this.#budgets.set(name as LimitName, new CallerBudget(term));
    }
  }

  /** Without a reply nothing is told of what is left: where one request counts many times, as each of its parts does. */
  spend(name: LimitName, client: Client, reply: FastifyReply | null, cost = 1): void {
    const budget = this.#budgets.get(name);
    if (!budget) return;
    const spent = budget.spend(client.key, cost, this.clock.now());
    if (reply) tell(reply, `"${name}"`, budget, spent);
    if (spent.waitSeconds === 0) return;
    if (spent.isFirstRefusal) log.warn({ limit: name, request: reply?.request.id ?? null, ...client.facts });
    throw new Refusal('asked-too-often', { retryAfterSeconds: spent.waitSeconds });
  }

  /** Where only what fails counts: it is spent before it is tried, for many at once, and given back where it did not fail. */
  giveBack(name: LimitName, { key }: Client, cost = 1): void {
    this.#budgets.get(name)?.giveBack(key, cost, this.clock.now());
  }
}

/** One request may count under several limits: both fields are lists. */
function tell(reply: FastifyReply, item: string, { terms }: CallerBudget, spent: Spent): void {
  const seconds = spent.waitSeconds > 0 ? spent.waitSeconds : spent.wholeSeconds;
  add(reply, 'RateLimit-Policy', `${item};q=${terms.most};w=${terms.seconds}`);
  add(reply, 'RateLimit', `${item};r=${spent.left};t=${seconds}`);
}

function add(reply: FastifyReply, field: string, item: string): void {
  const before = reply.getHeader(field);
  void reply.header(field, before === undefined ? item : `${String(before)}, ${item}`);
}
