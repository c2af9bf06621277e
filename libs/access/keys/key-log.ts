import { Inject, Injectable } from '@nestjs/common';
import { v5 } from 'uuid';
import { EVENT_STORE, type EventStore } from '#event-store';
import type { Caller } from '../domain/caller.js';
import { keyHistoryOf, KEYS_STREAM, type KeyEvent, type KeyHistory, type NotedKeyEvent } from '../domain/key-events.js';
import { accessEventTypes } from '../domain/member-events.js';
import { Pseudonyms } from './pseudonyms.js';

/** Namespace of these events; any fixed UUID, never to be changed. */
const KEY_NAMESPACE = '8b0c5f3e-7a41-4f6d-8c1d-2e9a6b5d4c13';

/** Who does something to an association's keys, in which request. */
export interface KeyKeeper {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string | null;
}

/** What became of the keys of an association, in its log. */
@Injectable()
export class KeyLog {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async read(association: string): Promise<KeyHistory> {
    const stored = await this.store.readStream(association, KEYS_STREAM);
    return keyHistoryOf(
      stored.map(({ envelope: { type, data, recordedAt } }): NotedKeyEvent => ({
        event: { type, data } as NotedKeyEvent['event'],
        at: recordedAt,
      })),
    );
  }

  /** Writes what was done, once: the same again is the same event. */
  async write({ association, caller, requestId }: KeyKeeper, { type, data, sealed }: KeyEvent): Promise<void> {
    await this.store.append({
      association,
      stream: KEYS_STREAM,
      expected: 'any',
      events: [
        {
          id: v5(JSON.stringify([association, type, data]), KEY_NAMESPACE),
          type,
          schemaVersion: accessEventTypes[type].version,
          occurredAt: null,
          actor: await this.pseudonyms.actor(association, caller),
          causation: requestId,
          subject: null,
          ruleset: null,
          knowledgeAt: null,
          data,
          keyId: null,
          sealed,
        },
      ],
    });
  }
}
