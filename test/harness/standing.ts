import { randomUUID } from 'node:crypto';
import type { Injected, KirokuInProcess } from './kiroku-in-process.js';
import { B04 } from './recording.js';

/** Declares and takes back what members of the sample association say about the feed that most tests post. */
export class StandingKeeper {
  constructor(
    private readonly kiroku: KirokuInProcess,
    private readonly token: string,
  ) {}

  /** A consent that covers the feed; its id. */
  async consent(member: string, effectiveFrom: string, id: string = randomUUID()): Promise<string> {
    await this.declare(member, 'CONSENT', effectiveFrom, id);
    return id;
  }

  declare(member: string, kind: string, effectiveFrom: string, id: string = randomUUID()): Promise<Acknowledged> {
    const scope = { classes: [], parties: [], items: [], purposes: [] };
    return this.#keep(`/v1/members/${member}/standing`, {
      id,
      kind,
      matter: B04.arrangement,
      scope,
      receivedAt: effectiveFrom,
      effectiveFrom,
      form: 'PAPER',
    });
  }

  withdraw(member: string, standingId: string, effectiveFrom: string): Promise<Acknowledged> {
    const path = `/v1/members/${member}/standing/${standingId}/withdrawal`;
    return this.#keep(path, { receivedAt: effectiveFrom, effectiveFrom });
  }

  async #keep(path: string, body: object): Promise<Acknowledged> {
    const answer: Injected<Acknowledged> = await this.kiroku.post(path, this.token, body);
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

export interface Acknowledged {
  readonly position: string;
  readonly recordedAt: string;
}
