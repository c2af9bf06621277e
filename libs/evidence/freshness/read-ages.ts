import type { Queries } from '#platform';
import type { EvidenceAges } from '../domain/staleness.js';

/** What is known of the evidence of a log; null where there is none yet. */
export interface EvidenceTimes {
  readonly association: string;
  readonly size: number | null;
  readonly signedAt: Date | null;
  readonly stampedAt: Date | null;
  /** When the first checkpoint that no timestamp covers was made. */
  readonly unstampedSince: Date | null;
}

interface Row {
  readonly association: string;
  readonly size: string | null;
  readonly signed_at: Date | null;
  readonly stamped_at: Date | null;
  readonly made_at: Date | null;
}

/** Times of some logs; each is found by keys, however long the logs are. */
export async function readTimes(queries: Queries, associations: readonly string[]): Promise<EvidenceTimes[]> {
  const { rows } = await queries.query<Row>(
    `SELECT log.association, newest.size, newest.signed_at, stamp.stamped_at, waiting.made_at
     FROM unnest($1::text[]) AS log(association)
     LEFT JOIN LATERAL (
       SELECT size, signed_at FROM evidence.checkpoint AS one
       WHERE one.association = log.association AND is_published ORDER BY size DESC LIMIT 1) AS newest ON true
     LEFT JOIN LATERAL (
       SELECT size, stamped_at FROM evidence.checkpoint_timestamp AS one
       WHERE one.association = log.association ORDER BY size DESC LIMIT 1) AS stamp ON true
     LEFT JOIN LATERAL (
       SELECT made_at FROM evidence.checkpoint AS one
       WHERE one.association = log.association AND is_published AND one.size > coalesce(stamp.size, 0)
       ORDER BY size LIMIT 1) AS waiting ON true`,
    [associations],
  );
  return rows.map(({ association, size, signed_at, stamped_at, made_at }) => ({
    association,
    size: size === null ? null : Number(size),
    signedAt: signed_at,
    stampedAt: stamped_at,
    unstampedSince: made_at,
  }));
}

/** Ages now. A log that has no checkpoint yet is as old as it is known here. */
export class Ages {
  readonly #knownSince = new Map<string, number>();

  constructor(private readonly now: () => Date) {}

  of({ association, signedAt, unstampedSince }: EvidenceTimes): EvidenceAges {
    const now = this.now().getTime();
    const knownSince = this.#knownSince.get(association) ?? now;
    if (signedAt === null) this.#knownSince.set(association, knownSince);
    else this.#knownSince.delete(association);
    const secondsSince = (time: number) => Math.max(0, (now - time) / 1_000);
    return {
      checkpoint: secondsSince(signedAt?.getTime() ?? knownSince),
      unstamped: unstampedSince === null ? 0 : secondsSince(unstampedSince.getTime()),
    };
  }
}
