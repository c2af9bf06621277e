import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { disposalOf, type Disposal } from '../domain/disposal.js';
import type { DisposalEvent } from '../domain/disposal-events.js';

export const disposalStream = (disposalId: string) => `disposal-${disposalId}`;

/** Reads disposals from their own streams. */
@Injectable()
export class DisposalStreams {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async find(association: string, disposalId: string): Promise<Disposal | null> {
    const events = await this.store.readStream(association, disposalStream(disposalId));
    return disposalOf(
      events.map(({ position, leafHash, envelope }) => ({
        event: { type: envelope.type, data: envelope.data, sealed: null } as DisposalEvent,
        by: envelope.actor.id,
        role: envelope.actor.role,
        at: envelope.recordedAt,
        position,
        leafHash: Buffer.from(leafHash).toString('base64'),
        revision: envelope.revision,
      })),
    );
  }

  async read(association: string, disposalId: string): Promise<Disposal> {
    const disposal = await this.find(association, disposalId);
    if (!disposal) throw new Refusal('disposal-unknown');
    return disposal;
  }
}

/** SHA-256 over a list, one JSON text a line; hexadecimal. */
export function digestOver(list: Iterable<unknown>): string {
  const digest = createHash('sha256');
  for (const one of list) digest.update(`${JSON.stringify(one)}\n`);
  return digest.digest('hex');
}
