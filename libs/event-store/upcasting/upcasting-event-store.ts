import type {
  AppendRequest,
  AppendResult,
  EventStore,
  Position,
  ReadStreamOptions,
  StoredEvent,
  StreamsRead,
} from '../port/event-store.port.js';
import { LogGate } from '../port/log-gate.js';
import { currentView } from './current-view.js';

/**
 * Any adapter, with streams read in the current view. The log is handed on as it is stored, for whoever follows a log
 * has to know at which event it stops, and takes the view event by event. Nothing is appended to a log that is not open.
 */
export class UpcastingEventStore implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly gate = new LogGate(),
  ) {}

  append(request: AppendRequest): Promise<AppendResult> {
    const { association, isWanted } = request;
    const append = () =>
      this.store.append({
        ...request,
        // Asked again right before it is written: it may have waited while the database was away.
        isWanted: () => this.gate.isOpen(association) && isWanted?.() !== false,
      });
    return this.gate.isOpen(association) ? append() : this.gate.opened(association).then(append);
  }

  async readStream(association: string, stream: string, options?: ReadStreamOptions): Promise<StoredEvent[]> {
    return (await this.store.readStream(association, stream, options)).map(currentView);
  }

  async readStreams(
    association: string,
    streams: readonly string[],
    from?: ReadonlyMap<string, number>,
  ): Promise<StreamsRead> {
    const found = await this.store.readStreams(association, streams, from);
    const views = [...found.streams].map(([stream, events]) => [stream, events.map(currentView)] as const);
    return { at: found.at, streams: new Map(views) };
  }

  readLog(association: string, after: Position | null, limit: number): Promise<StoredEvent[]> {
    return this.store.readLog(association, after, limit);
  }

  heads(): Promise<Map<string, Position>> {
    return this.store.heads();
  }

  head(association: string): Promise<Position | null> {
    return this.store.head(association);
  }

  onAppended(listener: () => void): () => void {
    return this.store.onAppended(listener);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
