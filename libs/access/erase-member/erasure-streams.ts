import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type AppendResult, type EventDraft, type EventStore, type ExpectedRevision } from '#event-store';
import { Refusal } from '#platform';
import type { Caller } from '../domain/caller.js';
import { erasureOf, type Erasure, type ReadErasureEvent } from '../domain/erasure.js';
import { erasureStream, type ErasureEvent, type KeyDestroyed } from '../domain/erasure-events.js';
import { accessEventTypes } from '../domain/member-events.js';
import { ASSOCIATION_SUBJECT, DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { Pseudonyms } from '../keys/pseudonyms.js';

/** Who does something about erasures, in which request. */
export interface ErasureActor {
  readonly association: string;
  readonly caller: Pick<Caller, 'role' | 'subject'>;
  readonly requestId: string | null;
}

/** An event about a member, and where it goes. */
export interface ErasureWriting {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly member: string;
  readonly event: ErasureEvent | KeyDestroyed;
  /** Given where the same event must be written once however often it is tried. */
  readonly eventId?: string;
}

/** Reads and writes erasures in their own streams. What they say of a member is sealed for the association: it stays. */
@Injectable()
export class ErasureStreams {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async find(association: string, erasureId: string): Promise<Erasure | null> {
    const stored = await this.store.readStream(association, erasureStream(erasureId));
    const parts = stored.flatMap(({ envelope: { id: eventId, keyId, sealed } }) =>
      keyId !== null && sealed !== null ? [{ association, eventId, keyId, sealed }] : [],
    );
    const opened = await this.keys.open(parts);
    const byEvent = new Map(parts.map(({ eventId }, index) => [eventId, opened[index]]));
    return erasureOf(
      stored.map(({ position, leafHash, envelope: { id, type, data, subject, actor, recordedAt, revision } }) => ({
        event: { type, data, sealed: byEvent.get(id) ?? null } as unknown as ReadErasureEvent,
        subject: subject!,
        by: actor.id,
        at: recordedAt,
        position,
        leafHash: Buffer.from(leafHash).toString('base64'),
        revision,
      })),
    );
  }

  async read(association: string, erasureId: string): Promise<Erasure> {
    const erasure = await this.find(association, erasureId);
    if (!erasure) throw new Refusal('erasure-unknown');
    return erasure;
  }

  async pseudonymOf({ association, caller }: ErasureActor): Promise<string> {
    return (await this.pseudonyms.actor(association, caller)).id;
  }

  async write(actor: ErasureActor, writing: ErasureWriting): Promise<AppendResult['outcome']> {
    const { association } = actor;
    const { stream, expected } = writing;
    const result = await this.store.append({
      association,
      stream,
      expected,
      events: [await this.#draft(actor, writing)],
    });
    return result.outcome;
  }

  async #draft(
    { association, caller, requestId }: ErasureActor,
    { member, event, eventId: id = randomUUID() }: ErasureWriting,
  ): Promise<EventDraft> {
    const { type, data, sealed } = event;
    const key =
      sealed === null
        ? null
        : (await this.keys.obtain(association, [ASSOCIATION_SUBJECT], DIRECTORY_PERIOD)).get(ASSOCIATION_SUBJECT)!;
    return {
      id,
      type,
      schemaVersion: accessEventTypes[type].version,
      occurredAt: null,
      actor: await this.pseudonyms.actor(association, caller),
      causation: requestId,
      subject: member,
      ruleset: null,
      knowledgeAt: null,
      data,
      keyId: key?.keyId ?? null,
      sealed: key && this.keys.seal(association, key, id, sealed),
    };
  }
}
