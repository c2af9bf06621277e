import { Inject, Injectable } from '@nestjs/common';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore, type Position, type StoredEvent } from '#event-store';
import type { StandingFacts } from '#statute';
import { ASSOCIATION_STREAM, arrangementStream, memberStream, partyStream, standingStream } from '../domain/streams.js';
import type {
  ArrangementVersionAnnounced,
  AssociationRegistered,
  PartyRegistered,
  StandingDeclared,
  StandingWithdrawn,
} from '../domain/registration-events.js';
import { standingOf } from '../domain/standing.js';
import { openEvents } from '../writing/sealed-events.js';

export interface KnowledgeWish {
  readonly arrangement: string | null;
  readonly party: string | null;
  readonly members: readonly string[];
}

/** All that a decision on a transfer rests on, read from the streams themselves. */
export interface Knowledge {
  /** Everything acknowledged up to here was seen. */
  readonly at: Position | null;
  readonly association: AssociationRegistered | null;
  readonly party: PartyRegistered | null;
  readonly arrangement: readonly ArrangementVersionAnnounced[];
  readonly registered: ReadonlySet<string>;
  readonly standing: ReadonlyMap<string, readonly StandingFacts[]>;
}

type Known =
  AssociationRegistered | PartyRegistered | ArrangementVersionAnnounced | StandingDeclared | StandingWithdrawn;

/**
 * Reads knowledge. Never from a view or a cache: what was acknowledged before a transfer was posted must be seen by
 * its judgement. Head and streams are one look, so that the streams hold everything up to it.
 */
@Injectable()
export class KnowledgeReader {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
  ) {}

  async read(association: string, wish: KnowledgeWish): Promise<Knowledge> {
    const { at, streams } = await this.events.readStreams(association, [
      ASSOCIATION_STREAM,
      ...(wish.party ? [partyStream(wish.party)] : []),
      ...(wish.arrangement ? [arrangementStream(wish.arrangement)] : []),
      ...wish.members.flatMap((ref) => [memberStream(ref), standingStream(ref)]),
    ]);
    const opened = await this.#open(streams);
    const of = <Kind extends Known>(stream: string) => (opened.get(stream) ?? []) as Kind[];
    return {
      at,
      association: of<AssociationRegistered>(ASSOCIATION_STREAM)[0] ?? null,
      party: wish.party ? (of<PartyRegistered>(partyStream(wish.party))[0] ?? null) : null,
      arrangement: wish.arrangement ? of<ArrangementVersionAnnounced>(arrangementStream(wish.arrangement)) : [],
      registered: new Set(wish.members.filter((ref) => (streams.get(memberStream(ref))?.length ?? 0) > 0)),
      standing: new Map(
        wish.members.map((ref) => [ref, standingOf(of<StandingDeclared | StandingWithdrawn>(standingStream(ref)))]),
      ),
    };
  }

  async #open(streams: Map<string, StoredEvent[]>): Promise<Map<string, Known[]>> {
    const all = await openEvents<Known>([...streams.values()].flat(), this.keys);
    const byStream = new Map<string, Known[]>();
    for (const { stored, fact } of all) {
      const { stream } = stored.envelope;
      byStream.set(stream, [...(byStream.get(stream) ?? []), fact]);
    }
    return byStream;
  }
}
