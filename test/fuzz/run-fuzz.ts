import { changesBetween, lookAfterwards, snapshot } from './afterwards.js';
import { Asker, type Target } from './ask.js';
import { Connection } from './connection.js';
import type { OpenApi } from './contract.js';
import { isCutOff, SENDERS, toWire, type FuzzRequest, type Sender } from './fuzz-request.js';
import { Generator } from './generate.js';
import { faultsOf, isPassing, problemsOf, type Fault, type FaultKind, type Problems } from './judge.js';
import { forbiddenFor, prepare, WISHES } from './prepare.js';
import { toCurl } from './to-curl.js';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Which request of the seed is the first: one that failed may be sent by itself. */
  readonly from?: number;
  /** Requests that failed once; they come first. */
  readonly regressions: readonly FuzzRequest[];
  readonly connections?: number;
  readonly say?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface FuzzFailure {
  /** Which request of the seed; null for one of the list, and for what was found afterwards. */
  readonly index: number | null;
  readonly route: string | null;
  readonly status: number | null;
  readonly kind: FaultKind;
  readonly what: string;
  /** A line of a shell that sends it again. */
  readonly curl: string | null;
  readonly request: FuzzRequest | null;
}

/** What a fault is of that no request shows by itself. */
export const OF_NO_REQUEST = { index: null, route: null, status: null, curl: null, request: null } as const;

export interface FuzzResult {
  readonly seed: number;
  readonly requests: number;
  readonly seconds: number;
  /** How often each route gave each status; 0 where a request that never became whole got no answer. */
  readonly statuses: Readonly<Record<string, Readonly<Record<number, number>>>>;
  readonly slowest: readonly { readonly route: string; readonly index: number | null; readonly milliseconds: number }[];
  /** Answers of 503 that said when to ask again, by route. */
  readonly passing: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly failures: readonly FuzzFailure[];
}

const CONNECTIONS = 6;
/** Longer than any answer of ours takes: a post is answered within 18 s. */
const ANSWER_MILLISECONDS_MAX = 20_000;
const FAILURES_KEPT = 50;
const SLOWEST_KEPT = 10;
const SAID_EVERY = 5_000;
/** A service that answers nobody any more is not asked to the end. */
const FAILURES_MAX = 1_000;

/** Sends odd requests to a running service, one after the other on a few connections, and judges every answer. */
export async function runFuzz(target: Target, options: FuzzOptions): Promise<FuzzResult> {
  const asker = new Asker(target);
  try {
    const contract = JSON.parse((await asker.get('/openapi.json', null)).body) as OpenApi;
    const problems = problemsOf((await asker.get('/docs/problems', null)).body);
    const { harvest, foreign } = await prepare(asker);
    const before = await snapshot(asker, foreign.token);
    const generator = new Generator(contract, harvest, options.seed);
    const crew = new Crew(target, problems, await tokensOf(target), options);
    const seconds = await crew.sendAll(generator);
    const after = changesBetween(before, await snapshot(asker, foreign.token));
    crew.found(...after, ...(await lookAfterwards(asker, contract, `seed-${options.seed}`)));
    return crew.result(seconds);
  } finally {
    asker.close();
  }
}

async function tokensOf(target: Target): Promise<ReadonlyMap<Sender, string>> {
  const wishes = Object.entries(WISHES) as [Exclude<Sender, 'nobody'>, (typeof WISHES)['officer']][];
  return new Map(await Promise.all(wishes.map(async ([sender, wish]) => [sender, await target.token(wish)] as const)));
}

class Crew {
  readonly #statuses: Record<string, Record<number, number>> = {};
  readonly #passing: Record<string, number> = {};
  readonly #failures: FuzzFailure[] = [];
  #slowest: FuzzResult['slowest'][number][] = [];
  #sent = 0;
  #failed = 0;
  readonly #forbidden = new Map(SENDERS.map((sender) => [sender, forbiddenFor(sender)] as const));

  constructor(
    private readonly target: Target,
    private readonly problems: Problems,
    private readonly tokens: ReadonlyMap<Sender, string>,
    private readonly options: FuzzOptions,
  ) {}

  /** How many seconds it took. */
  async sendAll(generator: Generator): Promise<number> {
    const { requests, regressions, signal, from = 0, connections = CONNECTIONS } = this.options;
    const startedAt = performance.now();
    let next = -regressions.length;
    const work = async () => {
      const connection = new Connection(this.target.url);
      while (next < requests && !signal?.aborted && this.#failed < FAILURES_MAX) {
        const index = next;
        next += 1;
        const isListed = index < 0;
        const request = isListed ? regressions[index + regressions.length]! : generator.at(from + index);
        await this.#send(connection, request, isListed ? null : from + index);
      }
      connection.close();
    };
    await Promise.all(Array.from({ length: connections }, work));
    return Math.round((performance.now() - startedAt) / 100) / 10;
  }

  /** Adds what was found when all was over. */
  found(...faults: readonly Fault[]): void {
    for (const fault of faults) this.#fail({ ...OF_NO_REQUEST, ...fault });
  }

  result(seconds: number): FuzzResult {
    return {
      seed: this.options.seed,
      requests: this.#sent,
      seconds,
      statuses: Object.fromEntries(Object.entries(this.#statuses).sort()),
      slowest: this.#slowest,
      passing: this.#passing,
      failed: this.#failed,
      failures: this.#failures,
    };
  }

  async #send(connection: Connection, request: FuzzRequest, index: number | null): Promise<void> {
    const token = this.tokens.get(request.sender) ?? null;
    const startedAt = performance.now();
    const answer = await connection.ask(toWire(request, new URL(this.target.url).host, token), {
      method: request.method,
      isLast: isCutOff(request),
      millisecondsMax: ANSWER_MILLISECONDS_MAX,
    });
    const { route } = request;
    const { status } = answer;
    this.#count(route, status, isPassing(answer));
    this.#time({ route, index, milliseconds: Math.round(performance.now() - startedAt) });
    const measures = { problems: this.problems, forbidden: this.#forbidden.get(request.sender)! };
    for (const fault of faultsOf(request, answer, measures)) {
      const curl = toCurl(request, this.target.url, tokenCommand(request.sender));
      this.#fail({ ...fault, index, route, status, curl, request });
    }
  }

  #count(route: string, status: number, passes: boolean): void {
    const counts = (this.#statuses[route] ??= {});
    counts[status] = (counts[status] ?? 0) + 1;
    if (passes) this.#passing[route] = (this.#passing[route] ?? 0) + 1;
    this.#sent += 1;
    if (this.#sent % SAID_EVERY === 0) this.options.say?.(`${this.#sent} requests, ${this.#failed} failed`);
  }

  #time(one: FuzzResult['slowest'][number]): void {
    if (this.#slowest.length === SLOWEST_KEPT && one.milliseconds <= this.#slowest.at(-1)!.milliseconds) return;
    this.#slowest = [...this.#slowest, one].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST_KEPT);
  }

  #fail(failure: FuzzFailure): void {
    this.#failed += 1;
    if (this.#failures.length < FAILURES_KEPT) this.#failures.push(failure);
    this.options.say?.(`${failure.kind} ${failure.route ?? 'afterwards'} (${failure.index}): ${failure.what}`);
  }
}

function tokenCommand(sender: Sender): string | null {
  if (sender === 'nobody') return null;
  const { role, association, member, subject } = WISHES[sender];
  const options = Object.entries({ role, association, member, subject })
    .filter(([, value]) => value)
    .map(([name, value]) => `--${name} ${value}`);
  return `npx --no-install kiroku token ${options.join(' ')} | tail -n 1`;
}
