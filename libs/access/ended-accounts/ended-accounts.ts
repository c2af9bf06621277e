import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Refusal } from '#platform';
import type { Caller } from '../domain/caller.js';
import type { Ending } from '../domain/ended.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { Believed } from './believed.js';
import { EndedBook } from './ended-book.js';
import { refuseOver } from './refuse-over.js';

interface Known {
  readonly book: EndedBook;
  readonly believed: Believed;
}

/**
 * What ended of accounts: tokens that were called back, and accounts that are closed. Read once a second at most for each
 * association that somebody asks for, however many ask.
 */
@Injectable()
export class EndedAccounts {
  readonly #books = new Map<string, Known>();
  /** As what events name callers of tokens that were verified just now: a key provider may be far away. */
  readonly #accounts = new WeakMap<object, string>();

  constructor(
    @Inject(EVENT_STORE) private readonly events: Pick<EventStore, 'head' | 'readStreams'>,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Refuses a token of no more use, and one for an association that nobody registered. */
  async refuse(association: string, caller: Pick<Caller, 'role' | 'subject' | 'issuedAt'>): Promise<void> {
    const { book, believed } = await this.#bookOf(association);
    await believed.refresh();
    if (book.isEmpty) return;
    const account = this.#accounts.get(caller) ?? (await this.pseudonyms.actor(association, caller)).id;
    this.#accounts.set(caller, account);
    refuseOver(book.of(account), caller.issuedAt);
  }

  /** As the log has it now. */
  async read(association: string, account: string): Promise<Ending> {
    const { book, believed } = await this.#bookOf(association);
    await believed.readNow();
    return book.of(account);
  }

  async #bookOf(association: string): Promise<Known> {
    const known = this.#books.get(association);
    if (known) return known;
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    const made = this.#books.get(association) ?? this.#bookAnew(association);
    this.#books.set(association, made);
    return made;
  }

  #bookAnew(association: string): Known {
    const book = new EndedBook();
    const read = async (now: Date) => {
      const { streams, from } = book.toRead(now);
      const found = await this.events.readStreams(association, streams, from);
      for (const [stream, events] of found.streams) book.add(stream, events);
    };
    return { book, believed: new Believed(this.clock, read) };
  }
}
