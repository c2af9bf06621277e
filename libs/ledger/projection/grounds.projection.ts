import { Injectable } from '@nestjs/common';
import type { Projection, ProjectionTarget, StoredEvent } from '#event-store';
import { groundOfStream, type Ground } from '../domain/streams.js';

export const GROUNDS = 'grounds';
const TABLE = 'ledger.ground';

/** Folds which parties and arrangements an association has, and where in its log each was last spoken of. */
@Injectable()
export class GroundsProjection implements Projection {
  readonly name = GROUNDS;
  readonly version = 1;
  readonly tables = [TABLE];

  concerns({ envelope }: StoredEvent): boolean {
    return groundOfStream(envelope.stream) !== null;
  }

  async apply(events: readonly StoredEvent[], { client, table }: ProjectionTarget): Promise<void> {
    const found = groundsIn(events);
    if (found.length === 0) return;
    await client.query(
      `INSERT INTO ${table(TABLE)} AS known (association, kind, id, first_position, last_position)
       SELECT $1, k, i, f, l FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS found(k, i, f, l)
       ON CONFLICT (association, kind, id) DO UPDATE SET last_position = excluded.last_position`,
      [
        events[0]!.envelope.association,
        found.map(({ kind }) => kind),
        found.map(({ id }) => id),
        found.map(({ first }) => first),
        found.map(({ last }) => last),
      ],
    );
  }
}

interface FoundGround extends Ground {
  readonly first: string;
  readonly last: string;
}

function groundsIn(events: readonly StoredEvent[]): FoundGround[] {
  const found = new Map<string, FoundGround>();
  for (const { envelope, position } of events) {
    const ground = groundOfStream(envelope.stream);
    if (!ground) continue;
    const { first = position } = found.get(envelope.stream) ?? {};
    found.set(envelope.stream, { ...ground, first, last: position });
  }
  return [...found.values()];
}
