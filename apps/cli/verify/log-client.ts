import { giveReason } from '../give-reason.js';
import { problemOf } from '../read-problem.js';
import {
  decodeEntries,
  fromBase64,
  HASH_BYTES,
  NoteError,
  parseVerifierKey,
  tilePath,
  type Failure,
  type Tile,
  type VerifierKey,
} from '#proof';

const ANSWER_MILLISECONDS_MAX = 30_000;
/** A full tile is 8 KiB, and its entries sixteen megabytes at most; the others are some lines. */
const ANSWER_BYTES_MAX = 33_554_432;
const TRIES_MAX = 4;
const PAUSE_MILLISECONDS = 500;
const TOO_MANY = 429;
const NOT_FOUND = 404;

/** A log that does not answer, or answers something else. */
export class LogError extends Error {
  override readonly name = 'LogError';
  constructor(readonly failure: Failure) {
    super(failure.what);
  }
}

/** Reads a running log at its address, `…/v1/log/{association}`. */
export class LogClient {
  #reason: string | null = null;

  constructor(
    private readonly address: URL,
    private readonly token?: string,
    /** In which the log says why it refuses something. */
    private readonly language = 'en',
  ) {}

  async checkpoint(): Promise<string> {
    return textOf(await this.#get('checkpoint'));
  }

  /** The keys that the log says are its own. Nobody else vouches for them. */
  async keys(): Promise<VerifierKey[]> {
    try {
      const { keys } = JSON.parse(textOf(await this.#get('keys'))) as { keys?: { key: string }[] };
      return (keys ?? []).map(({ key }) => parseVerifierKey(key));
    } catch (error) {
      if (error instanceof NoteError || error instanceof SyntaxError || error instanceof TypeError)
        throw new LogError({ what: 'unreadable', where: 'keys' });
      throw error;
    }
  }

  /** The largest checkpoint that was stamped; null where none was, or the log is of before there were timestamps. */
  async stampedCheckpoint(): Promise<string | null> {
    try {
      return textOf(await this.#get('stamped-checkpoint'));
    } catch (error) {
      const isNone = error instanceof LogError && error.failure.found?.startsWith(`${NOT_FOUND}`) === true;
      if (isNone) return null;
      throw error;
    }
  }

  /** What an authority replied on the checkpoint of a size. */
  async timestamp(size: number): Promise<Uint8Array> {
    return this.#get(`checkpoint/${size}/timestamp`);
  }

  /** Hashes by which the tree of one size begins with that of another. */
  async consistency(from: number, to: number): Promise<Uint8Array[]> {
    const text = textOf(await this.#get(`consistency?from=${from}&to=${to}`));
    try {
      const hashes = (JSON.parse(text) as { hashes: string[] }).hashes.map(fromBase64);
      if (hashes.every((hash) => hash?.length === HASH_BYTES)) return hashes as Uint8Array[];
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    }
    throw new LogError({ what: 'unreadable', where: 'consistency' });
  }

  /** Entries are read for a reason alone. */
  async giveReason(reason: string): Promise<void> {
    const address = new URL(this.address.pathname.replace(/\/$/, ''), this.address);
    const given = await giveReason(address, this.token!, reason, this.language);
    if (given.id === null) {
      throw new LogError({ what: 'refused', where: 'reasons', found: [given.found, given.problem].join(' ').trim() });
    }
    this.#reason = given.id;
  }

  async tile(tile: Tile): Promise<Uint8Array> {
    return this.#get(tilePath(tile));
  }

  async entries(tile: Omit<Tile, 'level'>): Promise<Uint8Array[]> {
    const path = tilePath({ ...tile, level: 'entries' });
    try {
      return decodeEntries(await this.#get(path, this.token));
    } catch (error) {
      if (error instanceof RangeError) throw new LogError({ what: 'unreadable', where: path });
      throw error;
    }
  }

  async #get(path: string, token?: string): Promise<Uint8Array> {
    const url = new URL(`${this.address.pathname.replace(/\/$/, '')}/${path}`, this.address);
    const reason = this.#reason && { 'kiroku-reason': this.#reason };
    const headers = {
      'accept-language': this.language,
      ...(token && { authorization: `Bearer ${token}`, ...reason }),
    };
    for (let tries = 1; ; tries += 1) {
      const signal = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
      const response = await fetch(url, { signal, headers, redirect: 'error' }).catch(() => null);
      if (response?.ok) return bodyOf(response, path);
      const isPassing = response === null || response.status === TOO_MANY || response.status >= 500;
      if (!isPassing || tries === TRIES_MAX) throw new LogError(await failureOf(path, response));
      await pause(response);
    }
  }
}

/** Nobody is believed who answers without end. */
async function bodyOf(response: Response, where: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      if (bytes > ANSWER_BYTES_MAX) throw new LogError({ what: 'unreadable', where });
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof LogError ? error : new LogError({ what: 'no-answer', where });
  }
  return Buffer.concat(pieces);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function failureOf(where: string, response: Response | null): Promise<Failure> {
  if (!response) return { what: 'no-answer', where };
  const found = [response.status, await problemOf(response)].join(' ').trim();
  const isLog = response.status !== NOT_FOUND || !['keys', 'checkpoint'].includes(where);
  return { what: isLog ? 'refused' : 'no-such-log', where, found };
}

/** As long as the service says, where it says so. */
async function pause(response: Response | null): Promise<void> {
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  const asked = Number.isFinite(seconds) ? Math.min(seconds * 1_000, ANSWER_MILLISECONDS_MAX) : PAUSE_MILLISECONDS;
  await new Promise((resolve) => setTimeout(resolve, asked));
}
