import type { StoredEvent } from '#event-store';

/** What may be told of an event: the name of a thing, never of a person. */
export interface News {
  readonly type: string;
  readonly id: string;
  /** Where it is read, with a token. */
  readonly links: Readonly<Record<string, string>>;
  /** The arrangement that it is of; null where of none. */
  readonly arrangement: string | null;
}

/**
 * What a lib above makes known of its events. This lib knows none of them: the app binds the sources. Of what must not be
 * known to exist a source makes no news.
 */
export interface NewsSource {
  /** Every type that it tells. */
  readonly types: Readonly<Record<string, { readonly ja: string; readonly en: string }>>;
  /** Whether an integrator, held to arrangements, may hear of it. */
  readonly isForIntegrators: boolean;
  /** Whether an event could be news, by its type alone. */
  mayTell(event: StoredEvent): boolean;
  /** The same for the same event, whenever it is asked. */
  newsOf(event: StoredEvent): Promise<News | null>;
}

export const NEWS_SOURCES = Symbol('NewsSources');
