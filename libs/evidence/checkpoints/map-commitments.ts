import { v5 } from 'uuid';
import { leafIndexOf, type EventStore, type Position } from '#event-store';
import { toBase64 } from '#proof';
import { evidenceEventTypes, LOG_STREAM, type MapRootCommitted } from '../domain/log-events.js';
import { KEEPER } from './keeper-actor.js';
import type { MapRoots, MapState } from './map-roots.port.js';

/** Namespace of these events; any fixed UUID, never to be changed. */
const NAMESPACE = '5d2c4b7a-4c0f-4f2a-8d1d-7b7e3f0f6a21';

/** Writes the roots of the map into the log, once for each place and only where something else was written since. */
export class MapCommitments {
  /** Up to here a fold must have come before the next: it has then seen every commitment that is there. */
  readonly #floors = new Map<string, Position>();
  readonly #settled = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly roots: MapRoots,
  ) {}

  /** Whether there was nothing to commit when it was looked last, and nothing that was still to be folded. */
  isSettled(association: string): boolean {
    return this.#settled.has(association);
  }

  /** What was seen of a log, where its data may be replaced by other. */
  forget(association: string): void {
    this.#floors.delete(association);
    this.#settled.delete(association);
  }

  /** The position of a commitment that was written now; null where none was. */
  async commit(association: string): Promise<Position | null> {
    this.#settled.delete(association);
    const state = await this.roots.now(association);
    if (!state) {
      this.#settled.add(association);
      return null;
    }
    const floor = this.#floors.get(association) ?? (await this.store.head(association));
    if (floor === null) return null;
    this.#floors.set(association, floor);
    if (state.through < floor) return null;
    if (!hasGrown(state)) {
      this.#settled.add(association);
      return null;
    }
    const result = await this.store.append({
      association,
      stream: LOG_STREAM,
      expected: 'any',
      events: [commitmentOf(association, state)],
    });
    // Another keeper was before this one: what it wrote is folded before anything more is.
    if (result.outcome !== 'appended') {
      this.#floors.delete(association);
      return null;
    }
    const { position } = result.events[0]!;
    this.#floors.set(association, position);
    return position;
  }
}

/** Whether something else than the newest commitment was folded since that one was made. */
function hasGrown({ through, committed }: MapState): boolean {
  return committed === null || leafIndexOf(through) - leafIndexOf(committed.through) > 1;
}

function commitmentOf(association: string, { through, open, restricted }: MapState) {
  const data: MapRootCommitted['data'] = { through, open: toBase64(open), restricted: toBase64(restricted) };
  return {
    id: v5(JSON.stringify([association, 'MapRootCommitted', through]), NAMESPACE),
    type: 'MapRootCommitted',
    schemaVersion: evidenceEventTypes.MapRootCommitted.version,
    occurredAt: null,
    actor: KEEPER,
    causation: null,
    subject: null,
    ruleset: null,
    knowledgeAt: null,
    data,
    keyId: null,
    sealed: null,
  };
}
