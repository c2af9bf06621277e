import { UUID_BYTES, writeUuid } from './uuid-bytes.js';

/**
 * Rows in PostgreSQL's binary COPY format: a signature, then for each row the number of its fields and each field after
 * its length, -1 for null. It is sent on in pieces, so that the server reads while this process writes.
 */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** A piece: large enough to be worth a message, small enough to be on its way early. */
const PIECE_BYTES = 65_536;
const LENGTH_BYTES = 4;
/** Texts up to this length are copied here: a call into the runtime takes longer than they do. */
const SHORT_LENGTH = 32;
const ASCII_MAX = 0x7f;
const TWO_TO_32 = 2 ** 32;

export class BinaryRows {
  #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #at = SIGNATURE.copy(this.#piece);

  /** `send` must have done with a piece when it returns: its memory is used again. */
  constructor(private readonly send: (piece: Buffer) => void) {}

  begin(fields: number): void {
    this.#makeRoom(2);
    this.#at = this.#piece.writeInt16BE(fields, this.#at);
  }

  end(): void {
    this.begin(-1);
    this.send(this.#piece.subarray(0, this.#at));
  }

  none(): void {
    this.#makeRoom(LENGTH_BYTES);
    this.#at = this.#piece.writeInt32BE(-1, this.#at);
  }

  text(value: string): void {
    // Three bytes a UTF-16 unit at the most: measuring exactly would read every text twice.
    this.#makeRoom(LENGTH_BYTES + 3 * value.length);
    const from = this.#at + LENGTH_BYTES;
    const length = this.#shortText(value, from) ? value.length : this.#piece.write(value, from, 'utf8');
    this.#piece.writeInt32BE(length, this.#at);
    this.#at = from + length;
  }

  #shortText(value: string, from: number): boolean {
    if (value.length > SHORT_LENGTH) return false;
    for (let index = 0; index < value.length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > ASCII_MAX) return false;
      this.#piece[from + index] = code;
    }
    return true;
  }

  bytes(value: Uint8Array): void {
    this.#open(value.length);
    this.#piece.set(value, this.#at);
    this.#at += value.length;
  }

  /** In its usual form with hyphens. */
  uuid(value: string): void {
    this.#open(UUID_BYTES);
    writeUuid(this.#piece, value, this.#at);
    this.#at += UUID_BYTES;
  }

  boolean(value: boolean): void {
    this.#open(1);
    this.#at = this.#piece.writeInt8(value ? 1 : 0, this.#at);
  }

  int2(value: number): void {
    this.#makeRoom(2);
    this.#at = this.#piece.writeInt16BE(value, this.#at);
  }

  int4(value: number): void {
    this.#open(4);
    this.#at = this.#piece.writeInt32BE(value, this.#at);
  }

  int8(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError('A number that is no safe integer cannot be written.');
    this.#open(8);
    const high = Math.floor(value / TWO_TO_32);
    this.#at = this.#piece.writeInt32BE(high, this.#at);
    this.#at = this.#piece.writeUInt32BE(value - high * TWO_TO_32, this.#at);
  }

  /** A number from 0 up without a fraction. PostgreSQL counts it in digits of 10,000. */
  numeric(value: bigint): void {
    const decimal = value === 0n ? '' : value.toString();
    const digits = Math.ceil(decimal.length / 4);
    this.#open(8 + 2 * digits);
    for (const field of [digits, digits - 1, 0, 0]) this.int2(field);
    const first = decimal.length - 4 * (digits - 1);
    for (let to = first; to <= decimal.length && digits > 0; to += 4)
      this.int2(Number(decimal.slice(Math.max(0, to - 4), to)));
  }

  #open(length: number): void {
    this.#makeRoom(LENGTH_BYTES + length);
    this.#at = this.#piece.writeInt32BE(length, this.#at);
  }

  #makeRoom(bytes: number): void {
    if (this.#at + bytes <= this.#piece.length) return;
    this.send(this.#piece.subarray(0, this.#at));
    if (bytes > this.#piece.length) this.#piece = Buffer.allocUnsafe(bytes);
    this.#at = 0;
  }
}
