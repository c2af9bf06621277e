import type { Pool } from 'pg';
import { ofAssociation } from '#platform';
import type { TransferOfEvent } from '../domain/bundle-choice.js';

/** Transfers that are remembered: a long one spans many pages of the log. */
const KNOWN_MAX = 20_000;
const STREAM = /^transfer-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export interface TransferWish {
  readonly association: string;
  readonly from: string;
  readonly to: string;
  readonly parties: readonly string[] | null;
  readonly members: readonly string[] | null;
}

/** Tells of the streams of a page of the log whose transfers are in the selection, by the rows of the member view. */
export class ChosenTransfers {
  #known = new Map<string, TransferOfEvent | null>();

  constructor(
    private readonly pool: Pool,
    private readonly wish: TransferWish,
  ) {}

  async of(streams: Iterable<string>): Promise<ReadonlyMap<string, TransferOfEvent | null>> {
    const wanted = new Map<string, string>();
    for (const stream of streams) {
      const id = this.#known.has(stream) ? undefined : STREAM.exec(stream)?.[1];
      if (id !== undefined) wanted.set(id, stream);
    }
    if (this.#known.size + wanted.size > KNOWN_MAX) this.#forget(streams);
    if (wanted.size > 0) await this.#read(wanted);
    return this.#known;
  }

  #forget(streams: Iterable<string>): void {
    const kept = [...streams].flatMap((stream) => {
      const known = this.#known.get(stream);
      return known === undefined ? [] : [[stream, known] as const];
    });
    this.#known = new Map(kept);
  }

  async #read(wanted: ReadonlyMap<string, string>): Promise<void> {
    const { association, from, to, parties, members } = this.wish;
    const { rows } = await ofAssociation(this.pool, association).query<{
      id: string;
      wanted: boolean;
      restricted: boolean;
    }>(
      `SELECT t.transfer_id AS id,
         (t.header->>'occurredOn') BETWEEN $3 AND $4 AND ($5::text[] IS NULL OR t.party_id = ANY ($5))
           AND ($6::uuid[] IS NULL OR EXISTS (
             SELECT FROM disclosure.member_line AS l WHERE l.association = $1 AND l.transfer_id = t.transfer_id
               AND l.version = t.version AND l.member_ref = ANY ($6))) AS wanted,
         EXISTS (SELECT FROM disclosure.member_line AS l WHERE l.association = $1 AND l.transfer_id = t.transfer_id
           AND l.version = t.version AND l.chain = 'restricted') AS restricted
       FROM disclosure.transfer AS t WHERE t.association = $1 AND t.transfer_id = ANY ($2::uuid[])`,
      [association, [...wanted.keys()], from, to, parties, members],
    );
    for (const stream of wanted.values()) this.#known.set(stream, null);
    for (const { id, wanted: isWanted, restricted: isRestricted } of rows)
      this.#known.set(wanted.get(id)!, { isWanted, isRestricted });
  }
}
