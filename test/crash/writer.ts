import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { feed } from '../harness/feeds.js';
import { Seeded } from '../harness/seeded.js';
import type { Acknowledged, Fault } from './acknowledged.js';
import type { Probed } from './clear-problem.js';

const B04 = feed('B04').post;
const LINES_MAX = 12;
/** How long a writer goes on asking what became of a request whose outcome it does not know. */
export const UNKNOWN_MILLISECONDS_MAX = 180_000;
const ANSWER_MILLISECONDS_MAX = 20_000;
const PAUSE_MILLISECONDS = 50;

export interface WriterPlace {
  readonly url: string;
  readonly association: string;
  readonly token: string;
  readonly members: readonly string[];
}

interface Told {
  readonly status: number;
  readonly body: { id: string; version: number; position: string; leafHash?: string; groups?: readonly Group[] };
  readonly sentAt: number;
  readonly toldAt: number;
}
interface Group {
  readonly lines: readonly number[];
  readonly statutoryFields: readonly object[];
  readonly duty: string;
}
interface Posted {
  readonly request: object;
  ack: Acknowledged;
}

/** Posts one thing after the other, and asks again for as long as it was not told what became of it. */
export class Writer {
  readonly acknowledged: Acknowledged[] = [];
  readonly faults: Fault[] = [];
  /** Answers that somebody else is to blame for, each before another attempt. */
  readonly refused: Probed[] = [];
  /** Requests that were sent again because nobody said what had become of them. */
  retried = 0;
  /** Requests that were sent again although they had been acknowledged. */
  repeated = 0;
  readonly #random: Seeded;
  readonly #posted: Posted[] = [];
  readonly #consents: { member: string; id: string }[] = [];
  #count = 0;

  constructor(
    private readonly place: WriterPlace,
    private readonly name: string,
    seed: number,
  ) {
    this.#random = new Seeded(seed);
  }

  /** Ends with the request of the moment, once it is known what became of it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const chosen = this.#random.next();
      if (chosen < 0.45) await this.#post(1);
      else if (chosen < 0.7) await this.#post(2 + this.#random.below(LINES_MAX - 1));
      else if (chosen < 0.8) await this.#correct();
      else if (chosen < 0.88) await this.#repeat();
      else if (chosen < 0.95) await this.#consent();
      else await this.#withdraw();
    }
  }

  async #post(lines: number): Promise<void> {
    const from = this.#random.below(this.place.members.length);
    const members = Array.from(
      { length: lines },
      (_, index) => this.place.members[(from + index) % this.place.members.length]!,
    );
    const name = `n${(this.#count += 1)}`;
    const request = { ...B04, source: this.name, externalId: name, members: members.map((ref) => ({ ref })) };
    const told = await this.#ask('/v1/transfers', request);
    if (!told) return;
    const ack = { ...ackOf(told, this.place.association), name: `${this.name}/${name}`, members };
    this.acknowledged.push(ack);
    this.#posted.push({ request, ack });
  }

  async #correct(): Promise<void> {
    const posted = this.#posted.at(-1 - this.#random.below(Math.min(this.#posted.length, 50)));
    if (!posted) return this.#post(1);
    const { id, version, members, name } = posted.ack;
    const occurredOn = `2026-06-${12 + (version % 10)}`;
    const body = { version, reason: 'a wrong day', occurredOn };
    const told = await this.#ask(`/v1/transfers/${id}/corrections`, body);
    if (!told) return;
    const ack = { ...ackOf(told, this.place.association), name, members };
    this.acknowledged.push(ack);
    posted.ack = ack;
  }

  /** The same once more is answered as it was, however long ago. */
  async #repeat(): Promise<void> {
    const posted = this.#posted[this.#random.below(this.#posted.length || 1)];
    if (!posted) return this.#post(1);
    this.repeated += 1;
    const first = this.acknowledged.find(({ id, version }) => id === posted.ack.id && version === 1)!;
    const told = await this.#ask('/v1/transfers', posted.request);
    if (!told) return;
    const { id, position, leafHash } = told.body;
    if (told.status !== 200 || id !== first.id || position !== first.position || leafHash !== first.leafHash) {
      this.faults.push({ kind: 'changed', what: `${first.name} was answered with ${told.status} and other places` });
    }
  }

  async #consent(): Promise<void> {
    const member = this.#random.pick(this.place.members);
    const now = new Date().toISOString();
    const scope = { classes: [], parties: [], items: [], purposes: [] };
    const id = randomUUID();
    const about = { kind: 'CONSENT', matter: B04['arrangement'] as { id: string }, scope, form: 'WEB' };
    const body = { ...about, id, matter: about.matter.id, receivedAt: now, effectiveFrom: now };
    const told = await this.#ask(`/v1/members/${member}/standing`, body);
    if (!told) return;
    this.#consents.push({ member, id });
    this.#noteStanding(told, member);
  }

  async #withdraw(): Promise<void> {
    const consent = this.#consents.pop();
    if (!consent) return this.#consent();
    // By turns of now, and late: before the day of what was corrected, so that those lines are examined anew.
    const effectiveFrom = this.#random.chance(0.2) ? '2026-06-11T00:00:00.000Z' : new Date().toISOString();
    const path = `/v1/members/${consent.member}/standing/${consent.id}/withdrawal`;
    const told = await this.#ask(path, { receivedAt: effectiveFrom, effectiveFrom });
    if (told) this.#noteStanding(told, consent.member);
  }

  #noteStanding(told: Told, member: string): void {
    const ack = ackOf(told, this.place.association);
    this.acknowledged.push({ ...ack, kind: 'standing', leafHash: null, members: [member] });
  }

  /** Null where it was refused, which is a fault: nothing that a writer posts is unlawful to post. */
  async #ask(path: string, body: object): Promise<Told | null> {
    const sentAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#tryOnce(path, body);
      if (answer && answer.status < 300) {
        return {
          status: answer.status,
          body: JSON.parse(answer.text) as Told['body'],
          sentAt,
          toldAt: performance.now(),
        };
      }
      if (answer) this.refused.push(answer);
      const isKnown = answer !== null && answer.status < 500;
      if (isKnown || performance.now() - sentAt > UNKNOWN_MILLISECONDS_MAX) {
        const outcome = answer ? `${answer.status}: ${answer.text}` : 'no answer';
        this.faults.push({ kind: 'refused', what: `${path} was answered with ${outcome}` });
        return null;
      }
      if (attempt === 0) this.retried += 1;
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  async #tryOnce(path: string, body: object): Promise<Probed | null> {
    const headers = { authorization: `Bearer ${this.place.token}`, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
    try {
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const answer = await fetch(this.place.url + path, init);
      return {
        status: answer.status,
        retryAfter: answer.headers.get('retry-after'),
        type: answer.headers.get('content-type') ?? '',
        text: await answer.text(),
      };
    } catch {
      return null;
    }
  }
}

function ackOf({ body, sentAt, toldAt }: Told, association: string): Acknowledged {
  const due = (body.groups ?? []).filter(({ duty }) => duty !== 'NONE' && duty !== 'NUM_LOG');
  return {
    kind: 'version',
    association,
    id: body.id,
    name: null,
    version: body.version ?? 1,
    members: [],
    recorded: due.flatMap(({ lines }) => lines),
    position: body.position,
    leafHash: body.leafHash ?? null,
    sentAt,
    toldAt,
  };
}
