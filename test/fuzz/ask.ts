import { Connection } from './connection.js';
import { toWire, type FuzzRequest } from './fuzz-request.js';
import type { FuzzAnswer } from './http-answer.js';

/** A running service, and tokens of its issuer. */
export interface Target {
  readonly url: string;
  token(wish: Wish): Promise<string>;
}

export interface Wish {
  readonly role: 'officer' | 'integrator' | 'auditor' | 'member' | 'representative' | 'operator';
  readonly association: string | null;
  readonly member?: string;
  readonly subject?: string;
}

/** Longer than any answer of ours takes: a post is answered within 18 s, whatever its databases do. */
const ANSWER_MILLISECONDS_MAX = 25_000;

/** Asks as everybody does, to prepare a service and to look at it afterwards. */
export class Asker {
  readonly #connection: Connection;
  readonly #host: string;

  constructor(readonly target: Target) {
    this.#connection = new Connection(target.url);
    this.#host = new URL(target.url).host;
  }

  async get(path: string, token: string | null): Promise<FuzzAnswer> {
    return this.#ask({ method: 'GET', target: path, headers: [], body: null }, token);
  }

  /** The answer of what must be taken. */
  async create(
    method: 'POST' | 'PUT',
    path: string,
    token: string,
    body: object | string,
    type = 'application/json',
  ): Promise<Record<string, unknown>> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = [['Content-Type', type] as const];
    const answer = await this.#ask({ method, target: path, headers, body: { text } }, token);
    if (answer.status < 200 || answer.status > 299)
      throw new Error(`Preparing: ${method} ${path} was answered with ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as Record<string, unknown>;
  }

  close(): void {
    this.#connection.close();
  }

  async #ask(
    request: Pick<FuzzRequest, 'method' | 'target' | 'headers' | 'body'>,
    token: string | null,
  ): Promise<FuzzAnswer> {
    const whole = { ...request, route: '', sender: 'nobody' as const, framing: 'length' as const };
    const asked = { method: request.method, isLast: false, millisecondsMax: ANSWER_MILLISECONDS_MAX };
    const answer = await this.#connection.ask(toWire(whole, this.#host, token), asked);
    if (answer.status === 0) throw new Error(`${request.method} ${request.target} has no answer: ${answer.what}`);
    return answer;
  }
}

const LOOKS_MAX = 24;

/** Asks again while the answer is that it is not there yet; each asking waits some seconds by itself. */
export async function untilVisible(ask: () => Promise<FuzzAnswer>): Promise<FuzzAnswer> {
  for (let look = 1; ; look += 1) {
    const answer = await ask();
    if (answer.status !== 503 || look === LOOKS_MAX) return answer;
  }
}
