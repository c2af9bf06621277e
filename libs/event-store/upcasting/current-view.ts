import type { Envelope } from '#proof';
import type { Position, StoredEvent } from '../port/event-store.port.js';
import { eventType, type Upcast } from './event-types.js';

/** An event that this program cannot read: written by a newer one. Its text names no person. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';

  constructor({ type, schemaVersion, association }: Envelope, position: Position) {
    super(
      `The event ${type}, version ${schemaVersion}, at position ${position} of ${association} is unknown: ` +
        `this program is older than the event. Upgrade it.`,
    );
  }
}

/**
 * An event as the current version of its type would have said it. Only the view changes: `bytes` and `leafHash` stay
 * what was hashed. Throws `UnknownEventError` for a type or a version that nobody registered.
 */
export function currentView(event: StoredEvent): StoredEvent {
  const { type, schemaVersion } = event.envelope;
  const known = eventType(type);
  if (known?.version === schemaVersion) return event;
  const isReadable = known && Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion < known.version;
  if (!isReadable) throw new UnknownEventError(event.envelope, event.position);
  const { position, leafHash } = event;
  const envelope = upcast(event.envelope, known.version, known.upcasts!);
  // Not spread: an event may make its bytes only when they are asked for.
  return {
    position,
    envelope,
    get bytes() {
      return event.bytes;
    },
    leafHash,
  };
}

function upcast(envelope: Envelope, version: number, upcasts: Readonly<Record<number, Upcast>>): Envelope {
  let data = envelope.data;
  for (let from = envelope.schemaVersion; from < version; from += 1) data = upcasts[from]!(data as never);
  return { ...envelope, schemaVersion: version, data };
}
