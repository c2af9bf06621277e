import type { Pool } from 'pg';
import type { EventStore } from '#event-store';
import type { MetricsSource, Queries, ReadinessCheck, Sample } from '#platform';
import { staleOf, type AgesMax, type EvidenceAges } from '../domain/staleness.js';
import { Ages, readTimes, type EvidenceTimes } from './read-ages.js';

type Name = keyof typeof GAUGES;

const GAUGES = {
  kiroku_checkpoint_age_seconds: {
    help: 'Since the newest checkpoint of a log was signed, or since the log is known without one',
    labels: ['association'],
  },
  kiroku_checkpoint_size: { help: 'Events that the newest checkpoint covers', labels: ['association'] },
  kiroku_timestamp_wait_seconds: {
    help: 'Since the oldest checkpoint that no timestamp covers; 0 where all are covered',
    labels: ['association'],
  },
  kiroku_timestamp_age_seconds: { help: 'Since the newest timestamp on a checkpoint', labels: ['association'] },
  kiroku_evidence_stale: {
    help: '1 where checkpoint or timestamp is older than KIROKU_…_SECONDS_MAX',
    labels: ['association', 'what'],
  },
} as const;

/** Looks at the evidence of all logs, by connections that see them all: the projector's. */
export class EvidenceWatch implements MetricsSource<Name>, ReadinessCheck {
  readonly source = 'evidence';
  readonly name = 'evidence-fresh';
  readonly gauges = GAUGES;
  readonly #ages: Ages;

  constructor(
    private readonly pool: Pool,
    private readonly store: Pick<EventStore, 'heads'>,
    private readonly max: AgesMax,
    private readonly now: () => Date,
  ) {
    this.#ages = new Ages(now);
  }

  /** A process that lets evidence grow old is not well, whatever it still answers. */
  async check(): Promise<Readonly<Record<string, number>>> {
    const all = (await this.#times()).map((one) => this.#ages.of(one));
    if (all.some((ages) => staleOf(ages, this.max))) throw new Error('Evidence is stale.');
    const oldest = (of: (ages: EvidenceAges) => number) => Math.floor(Math.max(0, ...all.map(of)));
    const checkpoint = { checkpointAgeSeconds: oldest((ages) => ages.checkpoint) };
    if (this.max.unstamped === null) return checkpoint;
    return { ...checkpoint, timestampWaitSeconds: oldest((ages) => ages.unstamped) };
  }

  async read(): Promise<Sample<Name>[]> {
    return (await this.#times()).flatMap((one) => this.#samples(one, this.#ages.of(one)));
  }

  async #times(): Promise<EvidenceTimes[]> {
    const { pool } = this;
    const queries: Queries = { query: (text, values = []) => pool.query(text, [...values]) };
    return readTimes(queries, [...(await this.store.heads()).keys()]);
  }

  #samples({ association, size, stampedAt }: EvidenceTimes, ages: EvidenceAges): Sample<Name>[] {
    const labels = { association };
    const stale = staleOf(ages, this.max);
    const samples: Sample<Name>[] = [
      { name: 'kiroku_checkpoint_age_seconds', labels, value: ages.checkpoint },
      { name: 'kiroku_checkpoint_size', labels, value: size ?? 0 },
      ...(['checkpoint', 'timestamp'] as const).map((what) => ({
        name: 'kiroku_evidence_stale' as const,
        labels: { association, what },
        value: stale?.what === what ? 1 : 0,
      })),
    ];
    if (this.max.unstamped === null) return samples;
    samples.push({ name: 'kiroku_timestamp_wait_seconds', labels, value: ages.unstamped });
    if (stampedAt === null) return samples;
    const age = (this.now().getTime() - stampedAt.getTime()) / 1_000;
    return [...samples, { name: 'kiroku_timestamp_age_seconds', labels, value: age }];
  }
}
