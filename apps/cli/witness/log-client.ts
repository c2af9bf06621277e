import { giveReason, type GivenReason } from '../give-reason.js';
import { decodeEntries, fromBase64, HASH_BYTES, tilePath, TILE_WIDTH } from '#proof';
import { ask, type Asked } from './limited-fetch.js';
import { CannotCheck } from './outcome.js';

/** A checkpoint with a hundred signatures takes some 20 kB. */
const NOTE_BYTES_MAX = 64 * 1024;
const JSON_BYTES_MAX = 1024 * 1024;
/** 256 entries of 65,535 bytes, each behind its length. */
const ENTRIES_BYTES_MAX = TILE_WIDTH * (65_535 + 2);
/** A proof within a tree of all safe integers. */
const HASHES_MAX = 128;
const KEYS_MAX = 1_000;

/** The entry of the log that says something of a key. */
export interface KeyEvent {
  /** Place of its leaf, from 0. */
  readonly index: number;
  readonly entry: Uint8Array;
}

export interface PublishedKey {
  /** `name+hash+base64`. */
  readonly key: string;
  readonly announced: KeyEvent;
  readonly retired: KeyEvent | null;
}

/** What a log tells over HTTP. Nothing of it is believed here: it is read, and that it has its form is all. */
export class LogClient {
  #reason: Promise<GivenReason> | null = null;

  constructor(
    private readonly log: URL,
    private readonly token: string | undefined,
    /** Why entries are read: given once, with the first of them. */
    private readonly because?: string,
    /** In which the log says why it refuses something. */
    private readonly language?: string,
  ) {}

  /** The newest, or the first of at least some size. */
  async checkpoint(from?: number): Promise<string> {
    const path = from === undefined ? 'checkpoint' : `checkpoint?from=${from}`;
    return text(await this.#ask(path, { bytesMax: NOTE_BYTES_MAX }));
  }

  async keys(): Promise<PublishedKey[]> {
    const answer = await this.#json('keys');
    const keys = (answer as { keys?: unknown }).keys;
    if (!Array.isArray(keys) || keys.length > KEYS_MAX) throw new CannotCheck('not-readable', { found: 'keys' });
    return keys.map(publishedKey);
  }

  consistency(from: number, to: number): Promise<Uint8Array[]> {
    return this.#hashes(`consistency?from=${from}&to=${to}`);
  }

  inclusion(leaf: number, size: number): Promise<Uint8Array[]> {
    return this.#hashes(`inclusion?leaf=${leaf}&size=${size}`);
  }

  /** Stored bytes of the entries of one tile, to which a token is needed. */
  async entries(index: number, width: number): Promise<Uint8Array[]> {
    const path = tilePath({ level: 'entries', index, width });
    const reason = await this.#reasonToRead();
    const bundle = await this.#ask(path, { bytesMax: ENTRIES_BYTES_MAX, token: this.token, reason });
    const entries = read(() => decodeEntries(bundle), path);
    if (entries.length !== width) throw new CannotCheck('not-readable', { found: path });
    return entries;
  }

  /** The key of the map's places, for whoever may read the entries. */
  async mapKey(): Promise<Uint8Array> {
    const reason = await this.#reasonToRead();
    const bytes = await this.#ask('map-key', { bytesMax: JSON_BYTES_MAX, token: this.token, reason });
    const { key } = read(() => JSON.parse(text(bytes)) as { key?: unknown }, 'map-key');
    const mapKey = bytesOf(key);
    if (mapKey?.length !== HASH_BYTES) throw new CannotCheck('not-readable', { found: 'map-key' });
    return mapKey;
  }

  async #reasonToRead(): Promise<string | undefined> {
    if (this.because === undefined || this.token === undefined) return undefined;
    const given = await (this.#reason ??= giveReason(this.log, this.token, this.because, this.language));
    if (given.id !== null) return given.id;
    const { found, problem } = given;
    throw new CannotCheck('not-permitted', { found: `${found} reasons`, ...(problem !== undefined && { problem }) });
  }

  async post(note: string): Promise<void> {
    // The signature says who it is by: no token goes along.
    await this.#ask('cosignatures', { bytesMax: JSON_BYTES_MAX, body: JSON.stringify({ note }) });
  }

  #ask(path: string, asked: Asked): Promise<Uint8Array> {
    return ask(this.log, path, { ...asked, language: this.language });
  }

  async #hashes(path: string): Promise<Uint8Array[]> {
    const { hashes } = (await this.#json(path)) as { hashes?: unknown };
    const read = Array.isArray(hashes) && hashes.length <= HASHES_MAX ? hashes.map(bytesOf) : [null];
    if (read.some((hash) => hash?.length !== HASH_BYTES)) throw new CannotCheck('not-readable', { found: path });
    return read as Uint8Array[];
  }

  async #json(path: string): Promise<object> {
    const bytes = await this.#ask(path, { bytesMax: JSON_BYTES_MAX });
    const answer = read(() => JSON.parse(text(bytes)) as unknown, path);
    if (typeof answer !== 'object' || answer === null) throw new CannotCheck('not-readable', { found: path });
    return answer;
  }
}

function publishedKey(written: unknown): PublishedKey {
  const { key, announced, retired } = (written ?? {}) as Record<string, unknown>;
  const event = keyEvent(announced);
  if (typeof key !== 'string' || !event) throw new CannotCheck('not-readable', { found: 'keys' });
  return { key, announced: event, retired: keyEvent(retired) };
}

function keyEvent(written: unknown): KeyEvent | null {
  const { position, entry } = (written ?? {}) as Record<string, unknown>;
  const bytes = bytesOf(entry);
  const isPosition = typeof position === 'string' && /^\d{16}$/.test(position) && Number(position) > 0;
  return isPosition && bytes ? { index: Number(position) - 1, entry: bytes } : null;
}

function bytesOf(written: unknown): Uint8Array | null {
  return typeof written === 'string' ? fromBase64(written) : null;
}

function text(bytes: Uint8Array): string {
  return read(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), 'text');
}

function read<Result>(step: () => Result, what: string): Result {
  try {
    return step();
  } catch {
    throw new CannotCheck('not-readable', { found: what });
  }
}
