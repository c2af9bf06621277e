import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { MemberDuties, MemberDuty } from '#access';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { Clock, ofAssociation } from '#platform';
import { addDays, dayInJapan, type Day } from '#statute';
import { lastOf, recordDuties, type DueRecord } from '../domain/member-duties.js';
import { Keepings } from '../keeping/record-keeping.js';
import { RECORD_FACTS, type RecordFacts } from '../keeping/record-facts.js';

interface DutyRow extends RecordFacts {
  readonly chain: 'open' | 'restricted';
}

interface OfMember {
  readonly ref: string;
}

/** What the law wants kept of a member: records whose time is not over, and holds on the member. */
@Injectable()
export class RecordDuties implements MemberDuties {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(Keepings) private readonly keepings: Keepings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** On whichever chain. Of the restricted one nothing is told, but that something is kept where the open one has nothing. */
  async of(association: string, refs: readonly string[]): Promise<MemberDuty[]> {
    return (await this.ofEach(association, [refs]))[0]!;
  }

  async ofEach(association: string, persons: readonly (readonly string[])[]): Promise<MemberDuty[][]> {
    if (persons.length === 0) return [];
    await this.progress.waitFor('records', association, (await this.store.head(association)) ?? toPosition(0));
    const today = dayInJapan(this.clock.now().toISOString());
    const all = persons.flat();
    const [records, holds] = [await this.#records(association, all, today), await this.#holds(association, all, today)];
    return persons.map((refs) => {
      const held = holds.filter(({ ref }) => refs.includes(ref));
      return [
        ...recordDuties(records.filter(({ ref }) => refs.includes(ref))),
        ...(held.length === 0 ? [] : [{ kind: 'HOLD', count: held.length, until: lastOf(held) } as const]),
      ];
    });
  }

  async #records(association: string, refs: readonly string[], today: Day): Promise<(DueRecord & OfMember)[]> {
    const { rows } = await ofAssociation(this.pool, association).query<DutyRow>(
      `SELECT ${RECORD_FACTS}, line.chain
       FROM records.statutory_record AS line
       JOIN records.transfer AS transfer ON transfer.association = line.association
         AND transfer.transfer_id = line.transfer_id AND transfer.version = line.version
       WHERE line.association = $1 AND line.member_ref = ANY ($2::uuid[]) AND line.owed
         AND transfer.status NOT IN ('voided', 'rejected')`,
      [association, refs],
    );
    const keepings = await this.keepings.of(association, rows, today);
    return rows.flatMap(({ chain, memberRef: ref }, index) => {
      const { disposableFrom } = keepings[index]!;
      if (disposableFrom !== null && disposableFrom <= today) return [];
      return [{ ref, chain, until: disposableFrom && addDays(disposableFrom, -1) }];
    });
  }

  async #holds(
    association: string,
    refs: readonly string[],
    today: Day,
  ): Promise<(OfMember & { until: Day | null })[]> {
    const { rows } = await ofAssociation(this.pool, association).query<OfMember & { until: Day | null }>(
      `SELECT target AS ref, until::text FROM records.hold
       WHERE association = $1 AND scope = 'member' AND target = ANY ($2::text[]) AND released_at IS NULL
         AND (until IS NULL OR until >= $3)`,
      [association, refs, today],
    );
    return rows;
  }
}
