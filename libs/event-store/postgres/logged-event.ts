import { envelopeOfText, type Envelope } from '#proof';
import { toPosition, type Position, type StoredEvent } from '../port/event-store.port.js';

/** An event as a log is read. Its bytes are UTF-8, so their text is the same. */
export interface LoggedRow {
  readonly position: string;
  readonly text: string;
  readonly leaf_hash: Buffer;
}

/**
 * An event of a log. Whoever follows one asks for the bytes of few events, if of any, so they are made when they are
 * asked for: by the class, for an object with a getter of its own is many times as dear.
 */
export class LoggedEvent implements StoredEvent {
  readonly position: Position;
  readonly envelope: Envelope;
  readonly leafHash: Uint8Array;
  readonly #text: string;

  constructor({ position, text, leaf_hash: leafHash }: LoggedRow) {
    this.position = toPosition(position);
    this.envelope = envelopeOfText(text);
    this.leafHash = leafHash;
    this.#text = text;
  }

  get bytes(): Uint8Array {
    return Buffer.from(this.#text, 'utf8');
  }
}
