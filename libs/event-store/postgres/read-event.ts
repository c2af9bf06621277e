import { envelopeOfText, type Envelope } from '#proof';
import { toPosition, type Position, type StoredEvent } from '../port/event-store.port.js';

/**
 * The columns of an event, as text: the driver knows bytes as hexadecimal digits alone, twice as many as there are, and
 * the bytes of an envelope are UTF-8.
 */
export const EVENT_COLUMNS = `event.position, convert_from(event.envelope, 'UTF8') AS text,
  encode(event.leaf_hash, 'hex') AS leaf`;

export interface EventRow {
  readonly position: string;
  readonly text: string;
  readonly leaf: string;
}

/**
 * An event as it was read. Few are asked for their bytes or their hash, so these are made when they are asked for: by the
 * class, for an object with a getter of its own is many times as dear.
 */
export class ReadEvent implements StoredEvent {
  readonly position: Position;
  readonly envelope: Envelope;
  readonly #text: string;
  readonly #leaf: string;

  constructor({ position, text, leaf }: EventRow) {
    this.position = toPosition(position);
    this.envelope = envelopeOfText(text);
    this.#text = text;
    this.#leaf = leaf;
  }

  get bytes(): Uint8Array {
    return Buffer.from(this.#text, 'utf8');
  }

  get leafHash(): Uint8Array {
    return Buffer.from(this.#leaf, 'hex');
  }
}
