import { setTimeout } from 'node:timers/promises';
import { MEMBERS_PER_BATCH_MAX, RegisterMemberRequest } from '#access';
import { compileRules } from '#platform';
import type { MemberReader, MemberRow } from '#readers';
import { CommandError } from '../exit-codes.js';
import { addressOf, explain, send } from '../service-client.js';

/** What became of a row; nothing of it is quoted. */
export interface MemberOutcome {
  readonly line: number;
  readonly status: 'registered' | 'known' | 'refused';
  readonly ref: string | null;
  readonly code: string | null;
  readonly pointer: string | null;
  readonly detail: string | null;
}

interface Answered extends Omit<MemberOutcome, 'line'> {
  readonly index: number;
}

type Row = ReturnType<MemberReader['push']>[number];

/** While one is written, others are sealed and sent. */
const BATCHES_IN_FLIGHT_MAX = 4;
/** A service that is being restarted, or has too much to do, is asked again for some minutes. */
const TRIES_MAX = 60;
const REST_MILLISECONDS = 2_000;
const AGAIN: ReadonlySet<number> = new Set([429, 503]);

const errorsOf = compileRules(RegisterMemberRequest);

/** Sends rows in batches, several at a time, and tells their outcomes in the order of the rows. */
export class MemberBatches {
  #rows: Row[] = [];
  #sending: Promise<MemberOutcome[]>[] = [];

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly tell: (outcome: MemberOutcome) => void,
  ) {}

  async take(row: Row): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length >= MEMBERS_PER_BATCH_MAX) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    while (this.#sending.length > 0) await this.#tellFirst();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length === 0) return;
    const sending = this.#send(rows);
    // Its failure is told when its turn comes.
    sending.catch(() => {});
    this.#sending.push(sending);
    if (this.#sending.length >= BATCHES_IN_FLIGHT_MAX) await this.#tellFirst();
  }

  async #tellFirst(): Promise<void> {
    for (const outcome of await this.#sending.shift()!) this.tell(outcome);
  }

  async #send(rows: readonly Row[]): Promise<MemberOutcome[]> {
    const outcomes = new Map<Row, MemberOutcome>();
    const good: MemberRow[] = [];
    for (const row of rows) {
      const fault = faultOf(row);
      if (fault) outcomes.set(row, { ...REFUSED, line: row.span.line, ...fault });
      else good.push(row as MemberRow);
    }
    for (const { index, pointer, ...answer } of good.length === 0 ? [] : await this.#register(good)) {
      const row = good[index]!;
      const within = pointer?.replace(/^\/members\/\d+/, '') ?? null;
      outcomes.set(row, { ...answer, line: row.span.line, pointer: within });
    }
    return rows.map((row) => outcomes.get(row)!);
  }

  async #register(rows: readonly MemberRow[]): Promise<readonly Answered[]> {
    const body = JSON.stringify({ members: rows.map((row) => row.body) });
    for (let tries = 1; ; tries += 1) {
      const response = await send(addressOf(this.url, '/v1/members/batches'), this.token, body);
      const answer = (await response.json().catch(() => null)) as { readonly outcomes: readonly Answered[] } | null;
      if (response.ok && answer) return answer.outcomes;
      if (!AGAIN.has(response.status) || tries >= TRIES_MAX) throw new CommandError(explain(response.status, answer));
      const seconds = Number(response.headers.get('retry-after') ?? 0);
      await setTimeout(Math.max(REST_MILLISECONDS, seconds * 1_000));
    }
  }
}

const REFUSED = { status: 'refused', ref: null } as const;

/** Why a row cannot be sent, by the rules of a registration. */
function faultOf(row: Row): Pick<MemberOutcome, 'code' | 'pointer' | 'detail'> | null {
  if (row.kind === 'fault') return { code: row.code, pointer: row.pointer, detail: row.detail };
  const [error] = errorsOf(row.body);
  return error ? { code: 'line-invalid', ...error } : null;
}
