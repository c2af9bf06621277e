import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, EventStoreError, type EventDraft, type EventStore } from '#event-store';
import { awaitedLater, Clock } from '#platform';
import { dayInJapan } from '#statute';
import { looksStream, type LookEvent } from '../domain/look-events.js';
import { looksOf, type Look } from '../domain/looks.js';
import { accessEventTypes } from '../domain/member-events.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import type { Looker } from './looker.js';

/** Events that one append carries; a page of the longest transfer names more members. */
const EVENTS_PER_APPEND_MAX = 1_000;

interface Owned {
  readonly subject: string | null;
  readonly fact: LookEvent;
}

/**
 * Writes who looks at whom. What `write` resolves is durable, and only then may the answer go out: a look that cannot be
 * written is no look. A member's own reading is none either. The pseudonym is all that tells the account.
 */
@Injectable()
export class LookLog {
  /** A stream of each process: where two wrote one, each would find that the other was there and ask anew. */
  readonly #writer = randomUUID().slice(0, 8);

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Begins at once and may be awaited later, while the answer is put into words. */
  write(looker: Looker, look: Look): Promise<void> {
    return awaitedLater(looker.role === 'member' ? Promise.resolve() : this.#append(looker, looksOf(look)));
  }

  /** That the log itself was read, about nobody: it shows no member then. */
  async writeReading(
    looker: Looker,
    read: { readonly filters: readonly string[]; readonly count: number },
  ): Promise<void> {
    const data = { filters: [...read.filters].sort(), count: read.count };
    await this.#append(looker, [{ subject: null, fact: { type: 'LooksRead', data, sealed: null } }]);
  }

  async #append(looker: Looker, looks: readonly Owned[]): Promise<void> {
    if (looks.length === 0) return;
    const { association, requestId, reason } = looker;
    const actor = await this.pseudonyms.actor(association, looker);
    const stream = `${looksStream(dayInJapan(this.clock.now().toISOString()))}-${this.#writer}`;
    const drafts = looks.map(({ subject, fact: { type, data } }): EventDraft => ({
      id: randomUUID(),
      type,
      schemaVersion: accessEventTypes[type].version,
      occurredAt: null,
      actor,
      causation: requestId,
      subject,
      ruleset: null,
      knowledgeAt: null,
      data: reason && type === 'MemberLookedAt' ? { ...data, reason } : data,
      keyId: null,
      sealed: null,
    }));
    for (let from = 0; from < drafts.length; from += EVENTS_PER_APPEND_MAX) {
      const events = drafts.slice(from, from + EVENTS_PER_APPEND_MAX);
      const { outcome } = await this.events.append({ association, stream, expected: 'any', events });
      if (outcome !== 'appended') throw new EventStoreError('unavailable', `A look was not written: ${outcome}.`);
    }
  }
}
