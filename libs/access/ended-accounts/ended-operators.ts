import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Clock } from '#platform';
import type { Caller } from '../domain/caller.js';
import { NOTHING_ENDED, withEvent, type Ending } from '../domain/ended.js';
import type { EndedEvent } from '../domain/ended-events.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { Believed } from './believed.js';
import { DAY_MILLISECONDS, DAYS_READ } from './ended-book.js';
import { refuseOver } from './refuse-over.js';

/** Whose key names operators: nobody's, for no association may be called so. */
const OPERATORS = '-operators';

interface EndingRow {
  readonly account: string;
  readonly what: EndedEvent['type'];
  readonly at: Date;
}

/** Who ends what of which operator. */
export interface OperatorAct {
  /** `sub` of the tokens of whoever does it. */
  readonly by: string;
  /** `sub` of those of whom it is done to. */
  readonly subject: string;
  readonly what: EndedEvent['type'];
}

/**
 * What ended of operators' accounts. They act for no association, so that no log could hold it: it is kept in rows that
 * are added and never changed, by the keyed name of the account.
 */
@Injectable()
export class EndedOperators {
  readonly #believed: Believed;
  #endings: ReadonlyMap<string, Ending> = new Map();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.#believed = new Believed(clock, (now) => this.#read(now));
  }

  async refuse({ subject, issuedAt }: Pick<Caller, 'subject' | 'issuedAt'>): Promise<void> {
    await this.#believed.refresh();
    if (this.#endings.size > 0) refuseOver(this.#of(await this.account(subject)), issuedAt);
  }

  /** Writes it, and what it makes of the account is of force here at once. */
  async note({ by, subject, what }: OperatorAct): Promise<Ending> {
    const account = await this.account(subject);
    await this.pool.query(
      `INSERT INTO access.operator_ending (account, what, by_account, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [account, what, await this.account(by), this.clock.now()],
    );
    return this.read(account);
  }

  /** As it is now. */
  async read(account: string): Promise<Ending> {
    await this.#believed.readNow();
    return this.#of(account);
  }

  /** The account as rows name it. */
  async account(subject: string): Promise<string> {
    return (await this.pseudonyms.actor(OPERATORS, { role: 'operator', subject })).id;
  }

  #of(account: string): Ending {
    return this.#endings.get(account) ?? NOTHING_ENDED;
  }

  // Of ended tokens none is left after some days; an account stays closed.
  async #read(now: Date): Promise<void> {
    const { rows } = await this.pool.query<EndingRow>(
      `SELECT account, what, at FROM access.operator_ending WHERE what <> 'AccountTokensEnded' OR at > $1 ORDER BY at`,
      [new Date(now.getTime() - DAYS_READ * DAY_MILLISECONDS)],
    );
    const endings = new Map<string, Ending>();
    for (const { account, what: type, at } of rows) {
      const before = endings.get(account) ?? NOTHING_ENDED;
      endings.set(account, withEvent(before, { type, at: at.toISOString() }));
    }
    this.#endings = endings;
  }
}
