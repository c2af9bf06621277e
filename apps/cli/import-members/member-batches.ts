import { setTimeout } from 'node:timers/promises';
import type { MemberReader, MemberRow } from '#readers';
import { CommandError } from '../exit-codes.js';
import { addressOf, explain, send } from '../service-client.js';
import type { MemberOutcome, RowFault } from './member-outcome.js';

interface Answered extends Omit<MemberOutcome, 'line'> {
  readonly index: number;
}

type Row = ReturnType<MemberReader['push']>[number];

/** As many as the service takes at once. */
const ROWS_PER_BATCH = 1_000;
/** While one is written, others are sealed and sent. */
const BATCHES_IN_FLIGHT_MAX = 4;
/** A service that is being restarted, or has too much to do, is asked again for some minutes. */
const TRIES_MAX = 60;
const REST_MILLISECONDS = 2_000;
const AGAIN: ReadonlySet<number> = new Set([429, 503]);
/** A row is not as it has to be, or too long: nobody of the batch is registered then. */
const OF_A_ROW: ReadonlySet<number> = new Set([400, 413]);

interface Refused {
  readonly status: number;
  readonly answer: unknown;
}

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
    if (this.#rows.length >= ROWS_PER_BATCH) await this.#flush();
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
    let members: MemberRow[] = [];
    for (const row of rows) {
      if (row.kind === 'member') members.push(row);
      else outcomes.set(row, refused(row, row));
    }
    let answered = await this.#register(members);
    if ('status' in answered && OF_A_ROW.has(answered.status)) {
      // Nearly every file is good: what the rules are is asked of the first that is not, and with them comes much to load.
      const { faultOf } = await import('./member-faults.js');
      const faults = new Map(members.map((row) => [row, faultOf(row)] as const));
      for (const [row, fault] of faults) if (fault) outcomes.set(row, refused(row, fault));
      const sound = members.filter((row) => !faults.get(row));
      if (sound.length < members.length) answered = await this.#register((members = sound));
    }
    if ('status' in answered) throw new CommandError(explain(answered.status, answered.answer));
    for (const { index, pointer, ...answer } of answered) {
      const row = members[index]!;
      const within = pointer?.replace(/^\/members\/\d+/, '') ?? null;
      outcomes.set(row, { ...answer, line: row.span.line, pointer: within });
    }
    return rows.map((row) => outcomes.get(row)!);
  }

  async #register(rows: readonly MemberRow[]): Promise<readonly Answered[] | Refused> {
    if (rows.length === 0) return [];
    const body = JSON.stringify({ members: rows.map((row) => row.body) });
    for (let tries = 1; ; tries += 1) {
      const response = await send(addressOf(this.url, '/v1/members/batches'), this.token, body);
      const answer = (await response.json().catch(() => null)) as { readonly outcomes: readonly Answered[] } | null;
      if (response.ok && answer) return answer.outcomes;
      if (!AGAIN.has(response.status) || tries >= TRIES_MAX) return { status: response.status, answer };
      const seconds = Number(response.headers.get('retry-after') ?? 0);
      await setTimeout(Math.max(REST_MILLISECONDS, seconds * 1_000));
    }
  }
}

function refused({ span }: Row, { code, pointer, detail }: RowFault): MemberOutcome {
  return { line: span.line, status: 'refused', ref: null, code, pointer, detail };
}
