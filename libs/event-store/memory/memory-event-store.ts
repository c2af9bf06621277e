import { decodeEnvelope } from '#proof';
import { AppendListeners } from '../port/append-listeners.js';
import {
  toPosition,
  type AppendRequest,
  type AppendResult,
  type EventStore,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamsRead,
} from '../port/event-store.port.js';
import { isExpected } from '../port/expected-revision.js';
import { checkRequest, refuseUnwanted } from '../port/request-check.js';
import { stamp, type Stamped } from '../port/stamp.js';

interface Log {
  readonly events: (Stamped & { readonly position: Position })[];
  readonly ids: Set<string>;
  /** Revision of the last event of each stream. */
  readonly revisions: Map<string, number>;
}

/** The port in memory, for tests: the same promises, save that nothing survives the process. */
export class MemoryEventStore implements EventStore {
  readonly #logs = new Map<string, Log>();
  readonly #listeners = new AppendListeners();

  constructor(private readonly now: () => Date = () => new Date()) {}

  async append(request: AppendRequest): Promise<AppendResult> {
    checkRequest(request);
    refuseUnwanted(request);
    const { association, stream, expected, events: drafts, leavesBefore } = request;
    const log: Log = this.#logs.get(association) ?? { events: [], ids: new Set(), revisions: new Map() };
    const actual = log.revisions.get(stream) ?? null;
    if (!isExpected(expected, actual)) return { outcome: 'conflict', expected, actual };

    const recordedAt = this.now().toISOString();
    const stamped = stamp(drafts, { association, stream, revision: (actual ?? -1) + 1, recordedAt }, leavesBefore);
    if (stamped === 'too-large') return { outcome: 'too-large' };
    if (drafts.some((draft) => log.ids.has(draft.id))) return { outcome: 'duplicate-event' };

    const events = stamped.map((event, index) => ({ position: toPosition(log.events.length + index + 1), ...event }));
    const revision = events.at(-1)!.envelope.revision;
    for (const event of events) {
      log.events.push(event);
      log.ids.add(event.envelope.id);
    }
    log.revisions.set(stream, revision);
    this.#logs.set(association, log);
    this.#listeners.notify();
    const acknowledged = events.map(({ envelope, position, leafHash }) => ({ id: envelope.id, position, leafHash }));
    return { outcome: 'appended', recordedAt, revision, events: acknowledged };
  }

  async readStream(association: string, stream: string, options: ReadStreamOptions = {}): Promise<StoredEvent[]> {
    return this.#events(association)
      .filter(({ envelope }) => envelope.stream === stream && envelope.revision >= (options.from ?? 0))
      .slice(0, options.limit)
      .map(copy);
  }

  async readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead> {
    const found = new Map<string, StoredEvent[]>(streams.map((stream) => [stream, []]));
    const log = this.#events(association);
    for (const event of log) {
      const { stream, revision } = event.envelope;
      if (revision >= (from?.get(stream) ?? 0)) found.get(stream)?.push(copy(event));
    }
    return { at: log.at(-1)?.position ?? null, streams: found };
  }

  async readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    return this.#events(association)
      .filter((event) => after === null || event.position > after)
      .slice(0, limit)
      .map(copy);
  }

  async heads(): Promise<Map<string, Position>> {
    return new Map([...this.#logs].map(([association, log]) => [association, toPosition(log.events.length)]));
  }

  async head(association: string): Promise<Position | null> {
    return this.#events(association).at(-1)?.position ?? null;
  }

  onAppended(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #events(association: string): Log['events'] {
    return this.#logs.get(association)?.events ?? [];
  }
}

// Read from the bytes each time, as any other store does: what a reader gets is its own to change.
function copy({ position, bytes, leafHash }: Log['events'][number]): StoredEvent {
  return { position, envelope: decodeEnvelope(bytes), bytes: bytes.slice(), leafHash: Uint8Array.from(leafHash) };
}
