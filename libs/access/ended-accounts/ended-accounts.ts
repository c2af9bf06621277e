import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock, Refusal } from '#platform';
import type { Caller } from '../domain/caller.js';
import { isOver, type Ending } from '../domain/ended.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { EndedBook } from './ended-book.js';

/** What was read is believed for so long: what ends is over in every process within it. */
export const BELIEVED_MILLISECONDS = 1_000;
/** After so long it is read anew, while requests go on with what was read before: where many come, none waits. */
const READ_ANEW_MILLISECONDS = 500;

/**
 * What ended of accounts: tokens that were called back, and accounts that are closed. Read once a second at most for each
 * association that somebody asks for, however many ask.
 */
@Injectable()
export class EndedAccounts {
  readonly #books = new Map<string, EndedBook>();
  /** As what events name callers of tokens that were verified just now: a key provider may be far away. */
  readonly #accounts = new WeakMap<object, string>();

  constructor(
    @Inject(EVENT_STORE) private readonly events: Pick<EventStore, 'head' | 'readStreams'>,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Refuses a token of no more use, and one for an association that nobody registered. An operator acts for no
   * association, and has no log in which a token could be ended.
   */
  async refuse(caller: Pick<Caller, 'association' | 'role' | 'subject' | 'issuedAt'>): Promise<void> {
    const { association, issuedAt } = caller;
    if (association === null) return;
    const book = await this.#believed(association);
    if (book.isEmpty) return;
    const account = this.#accounts.get(caller) ?? (await this.pseudonyms.actor(association, caller)).id;
    this.#accounts.set(caller, account);
    const ending = book.of(account);
    if (!isOver(ending, issuedAt)) return;
    const code = ending.closedAt === null ? 'token-ended' : 'account-closed';
    throw new Refusal(code, { challenge: 'error="invalid_token"' });
  }

  /** As the log has it now. */
  async read(association: string, account: string): Promise<Ending> {
    const book = await this.#bookOf(association);
    // A reading under way may have begun before what is asked for was written.
    await book.reading?.catch(() => undefined);
    await this.#readAnew(association, book);
    return book.of(account);
  }

  async #believed(association: string): Promise<EndedBook> {
    const book = await this.#bookOf(association);
    const age = this.clock.now().getTime() - book.readAt;
    if (age < READ_ANEW_MILLISECONDS) return book;
    const reading = this.#readAnew(association, book);
    if (age < BELIEVED_MILLISECONDS) reading.catch(() => undefined);
    else await reading;
    return book;
  }

  async #bookOf(association: string): Promise<EndedBook> {
    const known = this.#books.get(association);
    if (known) return known;
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    const book = this.#books.get(association) ?? new EndedBook();
    this.#books.set(association, book);
    return book;
  }

  #readAnew(association: string, book: EndedBook): Promise<void> {
    book.reading ??= this.#read(association, book).finally(() => {
      book.reading = null;
    });
    return book.reading;
  }

  async #read(association: string, book: EndedBook): Promise<void> {
    const began = this.clock.now();
    const { streams, from } = book.toRead(began);
    const found = await this.events.readStreams(association, streams, from);
    for (const [stream, events] of found.streams) book.add(stream, events);
    book.readAt = began.getTime();
  }
}
