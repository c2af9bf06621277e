import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataKeys } from '#access';
import { EVENT_STORE, type EventStore, type StoredEvent } from '#event-store';
import { fiscalYear, holdStream, personalStreams, transferStream } from '#ledger';
import { Clock, ofAssociation } from '#platform';
import type { DisposedTransfer } from './disposed-records.js';
import { LIVING_LINES, type LivingLines } from './living-lines.port.js';

const PAGE = 1_000;
/** Members whose streams are read at once. */
const MEMBERS_PER_LOOK = 500;

/**
 * Destroys the data keys of years that are over which sealed lines that were disposed of and nothing that is kept. A key
 * is spared by any other line of the member that is shown to anybody, by an earlier version of one, by a declaration of
 * will, by a document about the member, and by a hold.
 */
@Injectable()
export class SpentKeys {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pool) private readonly pool: Pool,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LIVING_LINES) private readonly living: LivingLines,
  ) {}

  /** How many were destroyed, and how many of these had sealed lines of the open chain. */
  async destroy(
    association: string,
    disposed: readonly DisposedTransfer[],
    atLeast: string,
  ): Promise<{ readonly all: number; readonly open: number }> {
    const ownerOf = new Map<string, string>();
    const inTheOpen = new Set<string>();
    for (const { transfer, lines, restricted } of disposed) {
      for await (const { subject, keyId, line } of this.#sealedLines(association, transfer)) {
        if (!lines.some(([first, last]) => first <= line && line <= last)) continue;
        ownerOf.set(keyId, subject);
        if (!restricted) inTheOpen.add(keyId);
      }
    }
    const members = [...new Set(ownerOf.values())];
    for (let from = 0; from < members.length; from += MEMBERS_PER_LOOK) {
      const used = await this.#used(association, members.slice(from, from + MEMBERS_PER_LOOK), atLeast);
      for (const keyId of used) ownerOf.delete(keyId);
    }
    const year = fiscalYear(this.clock.now());
    const spent = [...ownerOf.keys()];
    const open = await this.keys.destroyPast(
      association,
      spent.filter((keyId) => inTheOpen.has(keyId)),
      year,
    );
    // What is destroyed already is not counted twice.
    return { all: open + (await this.keys.destroyPast(association, spent, year)), open };
  }

  async #used(association: string, members: readonly string[], atLeast: string): Promise<Set<string>> {
    const { keyIds, amended } = await this.living.of(association, members, atLeast);
    const used = new Set(keyIds);
    for (const transfer of amended)
      for await (const { keyId } of this.#sealedLines(association, transfer)) used.add(keyId);
    const streams = [...members.flatMap(personalStreams), ...(await this.#holdsOn(association, members))];
    const look = await this.store.readStreams(association, streams);
    for (const { envelope } of [...look.streams.values()].flat()) if (envelope.keyId) used.add(envelope.keyId);
    return used;
  }

  async #holdsOn(association: string, members: readonly string[]): Promise<string[]> {
    const { rows } = await ofAssociation(this.pool, association).query<{ hold_id: string }>(
      `SELECT hold_id FROM records.hold WHERE association = $1 AND scope = 'member' AND target = ANY ($2::text[])`,
      [association, members],
    );
    return rows.map((row) => holdStream(row.hold_id));
  }

  /** Lines of every version of a transfer that are sealed with their member's key. */
  async *#sealedLines(association: string, transfer: string): AsyncGenerator<SealedLine> {
    for (let from = 0; ; from += PAGE) {
      const page = await this.store.readStream(association, transferStream(transfer), { from, limit: PAGE });
      yield* page.flatMap(sealedLine);
      if (page.length < PAGE) return;
    }
  }
}

interface SealedLine {
  readonly subject: string;
  readonly keyId: string;
  readonly line: number;
}

/** A line as it was recorded, and as it was moved to whom it is about. */
const SEALED_LINES: readonly string[] = ['MemberLineRecorded', 'LineMovedHere'];

function sealedLine({ envelope: { type, subject, keyId, data } }: StoredEvent): SealedLine[] {
  if (subject === null || keyId === null) return [];
  if (type === 'TransferRecorded') return [{ subject, keyId, line: 1 }];
  return SEALED_LINES.includes(type) ? [{ subject, keyId, line: (data as { line: number }).line }] : [];
}
