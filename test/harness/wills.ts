import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { KirokuInProcess } from './kiroku-in-process.js';
import { aPost, type Answer, B04 } from './recording.js';

/** What a member wills now, as far as it was acknowledged. */
interface Will {
  readonly consentId: string;
  /** Set once its end was acknowledged: from then on nothing may go out on the strength of it. */
  endedBy: string | null;
}

export interface Hammered {
  /** Sends that were posted after the end of their consent had been acknowledged. */
  after: number;
  /** Of these, completions of plans. */
  completed: number;
  /** Sends that went out on a consent that stood. */
  carried: number;
  /** What must not be: sends judged as carried though the end of their consent had been acknowledged before. */
  readonly unseen: string[];
}

/** Consents given and taken back, and sends at the same time, over HTTP, until enough was seen. */
export class WillHammer {
  readonly #seen: Hammered = { after: 0, completed: 0, carried: 0, unseen: [] };
  #isOver = false;
  #asked = 0;
  #posted = 0;

  private constructor(
    private readonly url: string,
    private readonly integrator: string,
  ) {}

  static async on(kiroku: KirokuInProcess): Promise<WillHammer> {
    const server = kiroku.app.getHttpServer();
    if (!server.listening) await kiroku.app.listen(0, '127.0.0.1');
    const { port } = server.address() as AddressInfo;
    const integrator = await kiroku.token('integrator', B04.association);
    return new WillHammer(`http://127.0.0.1:${port}`, integrator);
  }

  /** Goes on until `enough`, or until the time is over, which is for the caller to judge. */
  async run(enough: (seen: Hammered) => boolean, millisecondsMax: number): Promise<Hammered> {
    const deadline = Date.now() + millisecondsMax;
    const isOver = () => (this.#isOver ||= enough(this.#seen) || Date.now() > deadline);
    const tasks = B04.members.map(async ({ ref }) => {
      const will = { now: await this.#consent(ref) };
      const parts = [this.#change, this.#send, this.#plan].map((part) =>
        part.call(this, ref, will, isOver).finally(() => (this.#isOver = true)),
      );
      await Promise.all(parts);
    });
    // One that fails ends the others, and all are waited for: nothing is posted into the next test.
    const ended = await Promise.allSettled(tasks);
    const failed = ended.find((task) => task.status === 'rejected');
    if (failed) throw failed.reason;
    return this.#seen;
  }

  async #change(ref: string, will: { now: Will }, isOver: () => boolean): Promise<void> {
    for (let round = 0; !isOver(); round += 1) {
      const ending = will.now;
      // By turns: the consent taken back, and an objection that came after it.
      if (round % 2 === 0) await this.#withdraw(ref, ending.consentId);
      else await this.#declare(ref, 'OBJECTION', randomUUID());
      ending.endedBy = round % 2 === 0 ? 'withdrawal' : 'objection';
      const asked = this.#asked;
      while (this.#asked < asked + SENDS_BETWEEN && !isOver()) await new Promise((resolve) => setTimeout(resolve, 2));
      will.now = await this.#consent(ref);
    }
  }

  async #send(ref: string, will: { now: Will }, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const { now } = will;
      const known = now.endedBy;
      const answer = await this.#post('/v1/transfers', this.#transfer(ref, now, 'done'));
      this.#judge(now, known, answer, false);
    }
  }

  async #plan(ref: string, will: { now: Will }, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const { now } = will;
      const planned = await this.#post('/v1/transfers', this.#transfer(ref, now, 'planned'), [201, 422]);
      if (!planned) continue;
      const known = now.endedBy;
      const completion = { version: 1, outcome: 'sent', occurredAt: new Date().toISOString() };
      this.#judge(now, known, await this.#post(`/v1/transfers/${planned.id}/completion`, completion), true);
    }
  }

  #judge(will: Will, known: string | null, answer: Answer | null, isCompletion: boolean): void {
    this.#asked += 1;
    const { allowed } = answer!.groups[0]!;
    if (known === null) {
      if (allowed) this.#seen.carried += 1;
      return;
    }
    this.#seen.after += 1;
    if (isCompletion) this.#seen.completed += 1;
    if (allowed) this.#seen.unseen.push(`${answer!.id} went out on ${will.consentId} after its ${known}`);
  }

  #transfer(ref: string, { consentId }: Will, phase: 'planned' | 'done'): object {
    const occurredAt = new Date();
    const occurredOn = new Date(occurredAt.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
    return aPost(`hammer-${(this.#posted += 1)}`, {
      members: [{ ref, consentId }],
      phase,
      occurredAt: occurredAt.toISOString(),
      occurredOn,
      record: { method: 'EACH', seriesId: null, madeOn: null },
    });
  }

  async #consent(ref: string): Promise<Will> {
    const consentId = randomUUID();
    await this.#declare(ref, 'CONSENT', consentId);
    return { consentId, endedBy: null };
  }

  async #declare(ref: string, kind: string, id: string): Promise<void> {
    const now = new Date().toISOString();
    const scope = { classes: [], parties: [], items: [], purposes: [] };
    const declared = { id, kind, matter: B04.arrangement, scope, receivedAt: now, effectiveFrom: now, form: 'WEB' };
    await this.#post(`/v1/members/${ref}/standing`, declared);
  }

  async #withdraw(ref: string, consentId: string): Promise<void> {
    const now = new Date().toISOString();
    await this.#post(`/v1/members/${ref}/standing/${consentId}/withdrawal`, { receivedAt: now, effectiveFrom: now });
  }

  /** The answer of a 201; null for another status that is expected. */
  async #post(path: string, body: object, expected = [201]): Promise<Answer | null> {
    const headers = { authorization: `Bearer ${this.integrator}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await response.text();
    if (!expected.includes(response.status)) throw new Error(`${path} answered ${response.status}: ${answer}`);
    return response.status === 201 ? (JSON.parse(answer) as Answer) : null;
  }
}

/** So many sends meet a consent that has ended before the next one is given. */
const SENDS_BETWEEN = 6;
