import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { v5 } from 'uuid';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import { EVENT_STORE, type Actor, type EventStore } from '#event-store';
import { inTransactionOf } from '#platform';
import { ED25519, formatVerifierKey } from '#proof';
import { evidenceEventTypes, LOG_KEYS_STREAM, type LogKeyEvent } from '../domain/log-events.js';
import type { LogKeyHistory } from '../domain/log-key-history.js';
import { originOf } from './log-origin.js';
import { readLogKeys } from './read-log-keys.js';

export const LOG_ORIGIN_PREFIX = Symbol('LogOriginPrefix');

/** Namespace of these events; any fixed UUID, never to be changed. */
const NAMESPACE = '1f6de1c4-52e0-4d3a-9a0b-6a7c0a4c8e55';

/** Whom an event names as the one who did it, and in which request. */
export interface LogKeyKeeper {
  readonly actor: Actor;
  readonly requestId: string | null;
}

/** The keys of logs, as the logs themselves announce them; the key provider has the secret halves. */
@Injectable()
export class LogKeys {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    @Inject(LOG_ORIGIN_PREFIX) private readonly prefix: string,
  ) {}

  async of(association: string): Promise<LogKeyHistory> {
    return readLogKeys(this.store, association);
  }

  /**
   * Makes a version and announces it, once: the provider first, the event after it, and broken off between them it goes
   * on from there. The first announcement fixes the origin; what the settings say later changes it no more.
   */
  async announce(association: string, version: number, keeper: LogKeyKeeper): Promise<void> {
    const { origin: fixed, keys } = await this.of(association);
    if (keys.some((key) => key.version === version)) return;
    const publicKey = await this.#alone(association, async () => {
      await this.provider.makeSigningKey(association, version);
      return this.provider.publicKey(association, version);
    });
    const origin = fixed ?? originOf(this.prefix, association);
    const key = formatVerifierKey({ name: origin, type: ED25519, publicKey });
    await this.#write(association, { type: 'LogKeyAnnounced', data: { origin, version, key } }, keeper);
  }

  async retire(association: string, version: number, keeper: LogKeyKeeper): Promise<void> {
    await this.#write(association, { type: 'LogKeyRetired', data: { version } }, keeper);
  }

  // Of two that announce at once one is told that the event is there.
  async #write(association: string, { type, data }: LogKeyEvent, { actor, requestId }: LogKeyKeeper): Promise<void> {
    const draft = {
      id: v5(JSON.stringify([association, type, data.version]), NAMESPACE),
      type,
      schemaVersion: evidenceEventTypes[type].version,
      occurredAt: null,
      actor,
      causation: requestId,
      subject: null,
      ruleset: null,
      knowledgeAt: null,
      data,
      keyId: null,
      sealed: null,
    };
    await this.store.append({ association, stream: LOG_KEYS_STREAM, expected: 'any', events: [draft] });
  }

  async #alone<Result>(association: string, work: () => Promise<Result>): Promise<Result> {
    return inTransactionOf(this.pool, association, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 3))`, [association]);
      return work();
    });
  }
}
