import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from '#proof';
import { EmbeddedDatabaseError, takeOwnerLock } from '../../../libs/platform/embedded-database/index.js';
import { CommandError } from '../exit-codes.js';
import { readIfThere, writeDurably } from './durable-file.js';
import type { EvidenceBroken, Facts } from './outcome.js';
import { WRONG } from './usage-words.js';

/** Which log a witness follows, and by which keys it knows it. */
export interface Followed {
  readonly log: string;
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  /** Whether a head was kept ever: one that is missing then was lost. */
  readonly begun?: boolean;
}

/** A failure that nobody has looked at yet. */
export interface KeptFailure {
  readonly what: string;
  readonly at: string;
  readonly facts: Facts;
  readonly material: Readonly<Record<string, unknown>>;
}

const FORMAT = 'kiroku-witness/v1';

/** What a witness remembers, in a directory of its own: nothing in it comes from the log's machine without proof. */
export class WitnessState {
  private constructor(
    readonly directory: string,
    readonly release: () => void,
  ) {}

  /** Takes the directory for this run alone. */
  static open(directory: string): WitnessState {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    try {
      return new WitnessState(directory, takeOwnerLock(directory).release);
    } catch (error) {
      if (!(error instanceof EmbeddedDatabaseError)) throw error;
      throw new CommandError(WRONG.inUse(directory));
    }
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  followed(): Followed | null {
    const written = this.#read('witness.json') as (Omit<Followed, 'keys'> & { format: string; keys: string[] }) | null;
    if (!written) return null;
    if (written.format !== FORMAT) throw new CommandError(WRONG.otherVersion(this.path('witness.json')));
    const { log, origin, keys, begun = false } = written;
    return { log, origin, keys: keys.map(parseVerifierKey), begun };
  }

  follow({ log, origin, keys, begun = false }: Followed): void {
    const written = { format: FORMAT, log, origin, keys: keys.map(formatVerifierKey), begun };
    writeDurably(this.path('witness.json'), `${JSON.stringify(written, null, 2)}\n`);
  }

  /** The last good checkpoint, with our signature under it. */
  checkpoint(): string | null {
    return readIfThere(this.path('checkpoint'));
  }

  /** Nothing is cosigned that would be forgotten: it is on the disk before anybody is told of it. */
  keep(note: string): void {
    writeDurably(this.path('checkpoint'), note);
  }

  failure(): KeptFailure | null {
    return this.#read('failure.json') as KeptFailure | null;
  }

  fail({ what, facts, material }: EvidenceBroken, at: Date): void {
    const kept: KeptFailure = { what, at: at.toISOString(), facts, material };
    writeDurably(this.path('failure.json'), `${JSON.stringify(kept, null, 2)}\n`);
  }

  /** Lets runs go on. The failure stays beside the others that were looked at, with the words of whoever did. */
  clear(because: string, at: Date): void {
    const failure = this.failure();
    if (!failure) throw new CommandError(WRONG.noFailure);
    mkdirSync(this.path('cleared'), { recursive: true, mode: 0o700 });
    const name = join('cleared', `${at.toISOString().replaceAll(':', '')}.json`);
    const cleared = { ...failure, cleared: { at: at.toISOString(), because } };
    writeDurably(this.path(name), `${JSON.stringify(cleared, null, 2)}\n`);
    rmSync(this.path('failure.json'));
  }

  #read(name: string): unknown {
    const text = readIfThere(this.path(name));
    if (text === null) return null;
    try {
      return JSON.parse(text);
    } catch {
      throw new CommandError(WRONG.damaged(this.path(name)));
    }
  }
}
